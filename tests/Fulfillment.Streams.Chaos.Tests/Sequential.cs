// A trial uses every core by itself, and some measure time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
