# Labels at 1, 2 and 5 on a logarithmic axis that is shorter than two decades: needs axis, and the STATS_ of what is drawn.
few = STATS_min > 0 && STATS_max / STATS_min < 100
first = few ? int(floor(log10(STATS_min))) - 1 : 0
last = few ? int(ceil(log10(STATS_max))) + 1 : -1
if (few && axis eq "x") {
    set xtics ("" 0)
    set for [e=first:last] xtics add (10.0**e, 2 * 10.0**e, 5 * 10.0**e)
}
if (few && axis eq "y") {
    set ytics ("" 0)
    set for [e=first:last] ytics add (10.0**e, 2 * 10.0**e, 5 * 10.0**e)
}
