# Where the joules went: means over replicas, by radio state, sending by what became of the update, and computing.
row_cm = 0.5; rest_cm = 3.2
load "style.gnuplot"
file = "../data/energy.csv"
value = "joules"
array parts = ["tx delivered", "tx lost", "tx late", "tx withdrawn", "tx control", "rx", "busy", "idle", "sleep", "switch", "compute"]
array part_colours = ["#D55E00", "#7A3600", "#F0A070", "#FFD9BF", "#E69F00", "#0072B2", "#56B4E9", "#BBBBBB", "#CC79A7", "#F0E442", "#009E73"]
is_part(p) = strcol("part") eq parts[p] && strcol("basis") eq "total"
set xlabel "Energy of all workers, whole runs (J)"
load "stack.gnuplot"
