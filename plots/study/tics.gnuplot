# Labels on a logarithmic axis that is shorter than two decades: at 1, 2 and 5, within a decade also at 3; an axis
# on which the greatest is less than three times the least is linear. Needs axis, and the STATS_ of what is drawn.
span = STATS_min > 0 ? STATS_max / STATS_min : 100
few = span >= 3 && span < 100
first = few ? int(floor(log10(STATS_min))) - 1 : 0
last = few ? int(ceil(log10(STATS_max))) + 1 : -1
if (span < 3 && axis eq "x") unset logscale x
if (span < 3 && axis eq "y") unset logscale y
if (few && axis eq "x") {
    set xtics ("" 0)
    set for [e=first:last] xtics add (10.0**e, 2 * 10.0**e, 5 * 10.0**e)
}
if (few && axis eq "y") {
    set ytics ("" 0)
    set for [e=first:last] ytics add (10.0**e, 2 * 10.0**e, 5 * 10.0**e)
}
if (few && span < 10 && axis eq "x") set for [e=first:last] xtics add (3 * 10.0**e)
if (few && span < 10 && axis eq "y") set for [e=first:last] ytics add (3 * 10.0**e)
