namespace Fulfillment.Streams.Generator;

/// <summary>The parts of the model put together: lets happen what is due until a message has arrived.</summary>
internal sealed class Market
{
    private readonly Simulation simulation;
    private readonly StockRoom stock;
    private readonly OrderLife orders;
    private readonly ParcelLife parcels;
    private readonly ReturnLife returns;
    private readonly OrderDesk desk;
    private readonly PromotionDesk promotions;
    private readonly AdDesk ads;

    public Market(Simulation simulation)
    {
        this.simulation = simulation;
        var messages = new OrderMessages(simulation);
        stock = new StockRoom(simulation);
        returns = new ReturnLife(simulation, stock);
        parcels = new ParcelLife(simulation, messages, returns);
        orders = new OrderLife(simulation, messages, stock, parcels);
        desk = new OrderDesk(simulation, orders);
        promotions = new PromotionDesk(simulation, desk, stock);
        ads = new AdDesk(simulation);
        stock.Open();
        desk.Open();
        promotions.Open();
        ads.Open();
    }

    /// <summary>The next message to arrive. Nothing that is still to happen can arrive before it.</summary>
    public GeneratedEvent Next()
    {
        while (simulation.Outbox.NextUnixMs > simulation.Agenda.NextUnixMs)
            Happen(simulation.Agenda.Take(out var now), now);

        return simulation.Outbox.Take();
    }

    private void Happen(in Occurrence occurrence, long now)
    {
        switch (occurrence.Kind)
        {
            case OccurrenceKind.NextOrder:
                desk.Visit(now);
                break;
            case OccurrenceKind.OrderStep:
                orders.Take((OrderState)occurrence.Subject!, (OrderStep)occurrence.Number, now);
                break;
            case OccurrenceKind.ParcelStep:
                parcels.Take((ParcelState)occurrence.Subject!, now);
                break;
            case OccurrenceKind.ReturnStep:
                returns.Take((ReturnState)occurrence.Subject!, now);
                break;
            case OccurrenceKind.StockRound:
                stock.PublishNext(now);
                break;
            case OccurrenceKind.Replenishment:
                stock.Receive((StockLevel)occurrence.Subject!, now);
                break;
            case OccurrenceKind.AdHour:
                ads.Report((ShopModel)occurrence.Subject!, occurrence.Number, now);
                break;
            case OccurrenceKind.AdRestatement:
                ads.Restate((AdReport)occurrence.Subject!, now);
                break;
            case OccurrenceKind.PromotionPlanned:
                promotions.Plan((ShopModel)occurrence.Subject!, now);
                break;
            case OccurrenceKind.PromotionChanged:
                promotions.Change((Promotion)occurrence.Subject!, now);
                break;
            default:
                promotions.Sell((Promotion)occurrence.Subject!, now);
                break;
        }
    }
}
