# Writes OUT, a source with the text of the scripts FILES. cmake -DOUT=... "-DFILES=a.gnuplot b.gnuplot" -P PlotScripts.cmake
separate_arguments(files UNIX_COMMAND "${FILES}")
set(rows "")
foreach(file IN LISTS files)
  file(READ ${file} text)
  get_filename_component(name ${file} NAME)
  string(APPEND rows "    {\"${name}\", R\"gnuplot(${text})gnuplot\"},\n")
endforeach()
file(WRITE ${OUT} "#include \"src/app/plot_scripts.h\"

namespace ogsim {

std::span<const PlotScript> plot_scripts() {
    static constexpr PlotScript kScripts[] = {
${rows}    };
    return kScripts;
}

}  // namespace ogsim
")
