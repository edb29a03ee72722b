using System.Text.Json.Serialization;

namespace Fulfillment.Streams.Worker.Page.Api;

/// <summary>Reads the views' rows and writes the API's answers; both spell names as the views do.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(FreshnessAnswer))]
[JsonSerializable(typeof(IReadOnlyList<ShopRow>))]
[JsonSerializable(typeof(SummaryAnswer))]
[JsonSerializable(typeof(SellThroughAnswer))]
[JsonSerializable(typeof(TrendRow))]
[JsonSerializable(typeof(StockoutRiskAnswer))]
[JsonSerializable(typeof(StockoutHistoryAnswer))]
[JsonSerializable(typeof(DeliveryAnswer))]
[JsonSerializable(typeof(IReadOnlyList<OrderRow>))]
[JsonSerializable(typeof(string))]
internal sealed partial class PageJson : JsonSerializerContext;
