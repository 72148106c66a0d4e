# Writes OUT, a source with the parts of the report page as text and their SHA-256, so that the program needs no files.
# cmake -DOUT=... -DFRAME=page.html -DSTYLE=page.css -DLIBRARY=chart.min.js -DSCRIPTS="a.js b.js ..." -P PageParts.cmake
separate_arguments(scripts UNIX_COMMAND "${SCRIPTS}")
get_filename_component(folder ${OUT} DIRECTORY)
file(MAKE_DIRECTORY ${folder})

# The files of the script share one strict scope, in the order given.
file(WRITE ${folder}/open.txt "(() => {\n'use strict';\n")
file(WRITE ${folder}/close.txt "})();\n")
execute_process(COMMAND ${CMAKE_COMMAND} -E cat ${folder}/open.txt ${scripts} ${folder}/close.txt
                OUTPUT_FILE ${folder}/page.js COMMAND_ERROR_IS_FATAL ANY)

set(text "#include \"src/report/page_parts.h\"\n\nnamespace ogsim {\n\n")
foreach(part "kPageFrame=${FRAME}" "kPageStyle=${STYLE}" "kPageLibrary=${LIBRARY}" "kPageScript=${folder}/page.js")
  string(REGEX MATCH "^([A-Za-z]+)=(.*)$" matched "${part}")
  set(name ${CMAKE_MATCH_1})
  set(path ${CMAKE_MATCH_2})
  file(READ ${path} hex HEX)
  string(REGEX REPLACE "(..)" "\\\\x\\1" bytes "${hex}")
  # A browser would end the element early, or read other bytes than those that were hashed: </s, <!--, carriage return.
  if(NOT name STREQUAL "kPageFrame" AND bytes MATCHES "x3c.x2f.x[57]3|x3c.x21.x2d.x2d|x0d")
    message(FATAL_ERROR "${path} cannot be inlined: it holds \"</s\", \"<!--\" or a carriage return")
  endif()
  file(SHA256 ${path} hash)
  string(APPEND text "const PagePart ${name}{\"${bytes}\", \"${hash}\"};\n")
endforeach()
string(APPEND text "\n}  // namespace ogsim\n")
file(WRITE ${OUT} "${text}")
