namespace Fulfillment.Streams.ClickHouse.Tests.Embedded;

[CollectionDefinition(EmbeddedFixture.Name)]
public sealed class UsesEmbedded : ICollectionFixture<EmbeddedFixture>;
