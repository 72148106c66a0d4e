# What all figures share. `ogsim plot` sets format, out, width_cm and setting before; study.gnuplot says what is there.
load "../data/study.gnuplot"
set encoding utf8
set datafile separator ","
set datafile missing NaN  # rows that are skipped break no line

# Okabe & Ito's colours, which colour-blind readers tell apart; dashes and points tell them apart in black and white.
array colours[8] = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#999999"]
array points[11] = [7, 5, 9, 13, 11, 6, 4, 8, 12, 10, 2]
colour(s) = colours[(s - 1) % 8 + 1]
dash(s) = (s - 1) % 5 + 1
point(s) = points[(s - 1) % 11 + 1]

# The same picture in every format: sizes in centimetres, letters of 7 points.
height_cm = exists("row_cm") ? rest_cm + row_cm * series_n : 0.72 * width_cm + (series_n > 4 ? 0.16 * (series_n - 4) : 0)
inch = 2.54
if (format eq "pdf") set terminal pdfcairo size width_cm cm, height_cm cm font "DejaVu Sans,7" fontscale 1 linewidth 0.8 dashlength 0.6 background "white" noenhanced
if (format eq "svg") set terminal svg size width_cm / inch * 96, height_cm / inch * 96 dynamic font "DejaVu Sans,9.3" linewidth 1.07 dashlength 0.6 background "white" noenhanced
if (format eq "png") set terminal pngcairo size int(width_cm / inch * 300), int(height_cm / inch * 300) font "DejaVu Sans,7" fontscale 3.1 linewidth 3.3 pointscale 3.3 dashlength 0.6 background "white" noenhanced
set output out

set border 3 lw 0.5 lc rgb "#444444"
set tics nomirror out scale 0.5
set grid lt 1 lw 0.4 lc rgb "#dddddd"
set key tmargin center horizontal samplen 2.5 spacing 1.1 reverse Left
set pointsize 0.5
set bars 0.4
if (settings_n > 1) set title settings[setting] offset 0,-0.5

# Rows of a series in the setting that is drawn; the others are skipped.
is_row(s) = strcol("series") eq series[s] && (settings_n == 1 || strcol("setting") eq settings[setting])
