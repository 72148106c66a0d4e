// What the words of the page mean, for a reader who was not there.

const GLOSSARY = [
    ['round', 'The server sends the model, workers compute gradients and answer, the server steps.'],
    ['update', 'What a worker answers in a round: its gradient, or how that has changed since it last spoke, compressed or not. Counted where it was delivered.'],
    ['joules', 'Of all workers, for sending, receiving, listening, sleeping and computing; the server\'s are not counted.'],
    ['marginal joules', 'Those above what the same nodes would have spent resting for the same time: listening to silence where radios never sleep, asleep where they do.'],
    ['gap', 'Loss above the least loss there is.'],
    ['accuracy', 'Share of the test part that is classified rightly.'],
    ['replica', 'A run with a seed of its own. The same replica has the same data, split and places under every method.'],
    ['paired', 'Two methods are compared replica by replica, each pair in the same world; so their ratio need not be the ratio of their medians.'],
    ['setting', 'One combination of the other keys that the study varies.'],
    ['reached', 'Runs that met the target. What the others would have cost is not known: more than they spent.'],
    ['budget', 'How much of the gradient\'s sum, in norm, an ordered method may leave unsaid in a round.'],
    ['late, withdrawn', 'Updates that arrived after their round was closed; that a worker took back when it heard so.'],
];
