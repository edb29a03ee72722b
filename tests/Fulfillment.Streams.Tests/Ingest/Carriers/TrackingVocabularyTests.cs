using System.Text;
using Fulfillment.Streams.Events;
using Fulfillment.Streams.Ingest.Carriers;

namespace Fulfillment.Streams.Tests.Ingest.Carriers;

public sealed class TrackingVocabularyTests
{
    [Theory]
    [InlineData("LABEL_CREATED", "", TrackingStatus.LabelCreated)]
    [InlineData("InTransit_002", "usps", TrackingStatus.Accepted)]
    [InlineData("InTransit_PickedUp", "", TrackingStatus.Accepted)]
    [InlineData("Exception_010", "UPS", TrackingStatus.Returning)]
    [InlineData("Exception_011", "", TrackingStatus.Returned)]
    [InlineData("Exception_013", "", TrackingStatus.Lost)]
    [InlineData("Exception_Returning", "", TrackingStatus.Returning)]
    [InlineData("Exception_Returned", "", TrackingStatus.Returned)]
    [InlineData("Exception_Lost", "", TrackingStatus.Lost)]
    [InlineData("Exception", "", TrackingStatus.Exception)]
    [InlineData("AttemptFail", "", TrackingStatus.AttemptFailed)]
    [InlineData("DeliveryFailure_NoBody", "", TrackingStatus.AttemptFailed)]
    [InlineData("Pending", "", TrackingStatus.Unknown)]
    [InlineData("Expired", "", TrackingStatus.Unknown)]
    [InlineData("expired", "", TrackingStatus.Unknown)]
    [InlineData("pre_transit", "FedEx", TrackingStatus.LabelCreated)]
    [InlineData("return_to_sender", "", TrackingStatus.Returning)]
    [InlineData("failure", "", TrackingStatus.Exception)]
    [InlineData("error", "", TrackingStatus.Unknown)]
    [InlineData("cancelled", "", TrackingStatus.Cancelled)]
    [InlineData("PROCESSING", "", TrackingStatus.LabelCreated)]
    [InlineData("FULFILLING", "", TrackingStatus.InTransit)]
    [InlineData("COMPLETED", "", TrackingStatus.Delivered)]
    public void Aggregators_codes_map_whatever_the_carrier(string status, string carrier, TrackingStatus expected) =>
        Assert.Equal(expected, Map(status, carrier));

    [Theory]
    [InlineData("03", "USPS", TrackingStatus.Accepted)]
    [InlineData("01", "usps-international", TrackingStatus.Delivered)]
    [InlineData("07", "United States Postal Service", TrackingStatus.InTransit)]
    [InlineData("OF", "USPS Ground Advantage", TrackingStatus.OutForDelivery)]
    [InlineData("D", "UPS", TrackingStatus.Delivered)]
    [InlineData("I", "UPS Ground", TrackingStatus.InTransit)]
    [InlineData("P", "ups", TrackingStatus.Accepted)]
    [InlineData("M", "UPS", TrackingStatus.LabelCreated)]
    [InlineData("X", "UPS", TrackingStatus.Exception)]
    public void Short_codes_map_by_their_carrier(string status, string carrier, TrackingStatus expected) =>
        Assert.Equal(expected, Map(status, carrier));

    [Theory]
    [InlineData("01", "FedEx")]
    [InlineData("D", "USPS")]
    [InlineData("03", "UPS")]
    [InlineData("D", "upside")]
    public void Short_codes_of_one_carrier_mean_nothing_for_another(string status, string carrier) =>
        Assert.Equal(TrackingStatus.Unknown, Map(status, carrier));

    [Fact]
    public void Short_codes_without_a_carrier_map_where_all_carriers_agree()
    {
        Assert.Equal(TrackingStatus.Delivered, Map("D", ""));
        Assert.Equal(TrackingStatus.Accepted, Map("03", ""));
        Assert.Equal(TrackingStatus.OutForDelivery, Map("OF", ""));
    }

    [Theory]
    [InlineData("in transit")]
    [InlineData("IN-TRANSIT")]
    [InlineData("intransit")]
    [InlineData("InTransit")]
    public void Case_and_separators_do_not_count(string status) => Assert.Equal(TrackingStatus.InTransit, Map(status, ""));

    [Theory]
    [InlineData("Exception_099", TrackingStatus.Exception)]
    [InlineData("Delivered_042", TrackingStatus.Delivered)]
    [InlineData("Delivered_42", TrackingStatus.Unknown)]
    [InlineData("Delivered_0042", TrackingStatus.Unknown)]
    [InlineData("Delivered_Not", TrackingStatus.Unknown)]
    [InlineData("099", TrackingStatus.Unknown)]
    [InlineData("", TrackingStatus.Unknown)]
    public void A_sub_status_not_listed_counts_as_its_status(string status, TrackingStatus expected) => Assert.Equal(expected, Map(status, ""));

    [Fact]
    public void Every_code_of_every_vocabulary_maps_as_its_table_says()
    {
        foreach (var vocabulary in Vocabulary.All)
        {
            Assert.NotEmpty(vocabulary.Entries);
            foreach (var (code, status) in vocabulary.Entries)
            {
                Assert.Equal((vocabulary.Name, code, status), (vocabulary.Name, code, Map(code, vocabulary.Carriers is [var carrier, ..] ? carrier : "")));
            }
        }
    }

    [Fact]
    public void Every_canonical_status_is_reached_by_its_own_name() =>
        Assert.Equal(Enum.GetValues<TrackingStatus>().Order(), Vocabulary.All[0].Entries.Select(entry => entry.Status).Distinct().Order());

    [Fact]
    public void Overlong_codes_are_unknown() =>
        Assert.Equal(TrackingStatus.Unknown, Map(new string('x', 5000), new string('y', 5000)));

    [Fact]
    public void Looking_up_allocates_nothing()
    {
        Map("warm up", "");
        var (status, carrier) = ("InTransit_002"u8.ToArray(), "UPS Ground"u8.ToArray());
        Assert.Equal(0, Allocated.ByOne(() =>
        {
            for (var i = 0; i < 1000; i++)
            {
                TrackingVocabulary.Map(status, carrier);
            }
        }));
    }

    private static TrackingStatus Map(string status, string carrier) =>
        TrackingVocabulary.Map(Encoding.UTF8.GetBytes(status), Encoding.UTF8.GetBytes(carrier));
}
