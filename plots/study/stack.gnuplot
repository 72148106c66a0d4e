# Bars of parts, one bar a series: needs file, value, is_part(p), and the arrays parts and part_colours.
part_n = |parts|
array sizes[part_n]
do for [p=1:part_n] { sizes[p] = 0 }
longest = 0
do for [s=1:series_n] {
    end = 0
    do for [p=1:part_n] {
        stats file using (is_row(s) && is_part(p) ? column(value) : 0) nooutput
        begin = end
        end = end + STATS_sum
        sizes[p] = sizes[p] + abs(STATS_sum)
        if (STATS_sum != 0) { set object (s - 1) * part_n + p rectangle from begin, s - 0.35 to end, s + 0.35 front fc rgb part_colours[p] fs solid 1 border lc rgb "white" lw 0.3 }
    }
    longest = end > longest ? end : longest
}
set yrange [series_n + 0.6:0.4]
set ytics scale 0 ("" 0)
set for [s=1:series_n] ytics add (series[s] s)
set grid noytics
set xrange [0:(longest > 0 ? 1.03 * longest : 1)]
set style fill solid 1 noborder
set key samplen 0.8 width 1
plot for [p=1:part_n] keyentry with boxes fc rgb (sizes[p] > 0 ? part_colours[p] : "white") title (sizes[p] > 0 ? parts[p] : ""), NaN notitle
