# What became of the updates that were offered to the radio: means over replicas.
row_cm = 0.5; rest_cm = 2.8
load "style.gnuplot"
file = "../data/fates.csv"
value = "updates"
array parts = ["delivered", "lost", "late", "withdrawn"]
array part_colours = ["#0072B2", "#D55E00", "#E69F00", "#999999"]
is_part(p) = strcol("fate") eq parts[p]
set xlabel "Updates a run"
load "stack.gnuplot"
