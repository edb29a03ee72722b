namespace Fulfillment.Streams.Generator;

/// <summary>The parts of the model put together: lets happen what is due until a message has arrived.</summary>
internal sealed class Market
{
    private readonly Simulation _simulation;
    private readonly StockRoom _stock;
    private readonly OrderLife _orders;
    private readonly ParcelLife _parcels;
    private readonly ReturnLife _returns;
    private readonly OrderDesk _desk;
    private readonly PromotionDesk _promotions;
    private readonly AdDesk _ads;

    public Market(Simulation simulation)
    {
        _simulation = simulation;
        var messages = new OrderMessages(simulation);
        _stock = new StockRoom(simulation);
        _returns = new ReturnLife(simulation, _stock);
        _parcels = new ParcelLife(simulation, messages, _returns);
        _orders = new OrderLife(simulation, messages, _stock, _parcels);
        _desk = new OrderDesk(simulation, _orders);
        _promotions = new PromotionDesk(simulation, _desk, _stock);
        _ads = new AdDesk(simulation);
        _stock.Open();
        _desk.Open();
        _promotions.Open();
        _ads.Open();
    }

    /// <summary>The next message to arrive. Nothing that is still to happen can arrive before it.</summary>
    public GeneratedEvent Next()
    {
        while (_simulation.Outbox.NextUnixMs > _simulation.Agenda.NextUnixMs)
            Happen(_simulation.Agenda.Take(out var now), now);

        return _simulation.Outbox.Take();
    }

    private void Happen(in Occurrence occurrence, long now)
    {
        switch (occurrence.Kind)
        {
            case OccurrenceKind.NextOrder:
                _desk.Visit(now);
                break;
            case OccurrenceKind.OrderStep:
                _orders.Take((OrderState)occurrence.Subject!, (OrderStep)occurrence.Number, now);
                break;
            case OccurrenceKind.ParcelStep:
                _parcels.Take((ParcelState)occurrence.Subject!, now);
                break;
            case OccurrenceKind.ReturnStep:
                _returns.Take((ReturnState)occurrence.Subject!, now);
                break;
            case OccurrenceKind.StockRound:
                _stock.PublishNext(now);
                break;
            case OccurrenceKind.Replenishment:
                _stock.Receive((StockLevel)occurrence.Subject!, now);
                break;
            case OccurrenceKind.AdHour:
                _ads.Report((ShopModel)occurrence.Subject!, occurrence.Number, now);
                break;
            case OccurrenceKind.AdRestatement:
                _ads.Restate((AdReport)occurrence.Subject!, now);
                break;
            case OccurrenceKind.PromotionPlanned:
                _promotions.Plan((ShopModel)occurrence.Subject!, now);
                break;
            case OccurrenceKind.PromotionChanged:
                _promotions.Change((Promotion)occurrence.Subject!, now);
                break;
            default:
                _promotions.Sell((Promotion)occurrence.Subject!, now);
                break;
        }
    }
}
