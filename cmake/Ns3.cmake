# ogsim::ns3 - ns-3 found with nothing but libns3-dev installed. The package's own CMake configuration also asks for
# packages that are not needed here, so the header folder and the libraries are looked up directly.
set(NS3_MODULES core network stats mobility propagation antenna spectrum energy wifi lr-wpan bridge traffic-control)
find_path(NS3_INCLUDE_DIR ns3/core-config.h REQUIRED)

add_library(ogsim_ns3 INTERFACE)
add_library(ogsim::ns3 ALIAS ogsim_ns3)
target_include_directories(ogsim_ns3 SYSTEM INTERFACE ${NS3_INCLUDE_DIR})
file(STRINGS ${NS3_INCLUDE_DIR}/ns3/version-defines.h NS3_VERSION_LINES REGEX "define NS3_VERSION_(MAJOR|MINOR) +\\(?[0-9]+")
list(TRANSFORM NS3_VERSION_LINES REPLACE ".* \\(?([0-9]+).*" "\\1")
list(JOIN NS3_VERSION_LINES "." NS3_VERSION)
message(STATUS "Found ns-3 ${NS3_VERSION} in ${NS3_INCLUDE_DIR}")

foreach(module IN LISTS NS3_MODULES)
  string(MAKE_C_IDENTIFIER ${module} id)
  find_library(NS3_LIBRARY_${id}
    NAMES ns3-${module} ns3.${NS3_VERSION}-${module} ns3.${NS3_VERSION}-${module}-optimized ns3.${NS3_VERSION}-${module}-default
    REQUIRED)
  target_link_libraries(ogsim_ns3 INTERFACE ${NS3_LIBRARY_${id}})
endforeach()

# Before ns-3 3.41 two headers name template arguments on a constructor, which C++20 forbids and g++ rejects.
# Corrected copies are written here and included first: their include guards keep the originals out.
if(NS3_VERSION VERSION_LESS 3.41 AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  foreach(header singleton simulation-singleton)
    file(READ ${NS3_INCLUDE_DIR}/ns3/${header}.h text)
    string(REGEX REPLACE "(Singleton|SimulationSingleton)<T>\\(" "\\1(" text "${text}")
    string(REPLACE "\"simulator.h\"" "\"ns3/simulator.h\"" text "${text}")
    file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/ns3-corrected/ns3/${header}.h CONTENT "${text}" @ONLY)
    target_compile_options(ogsim_ns3 INTERFACE "SHELL:-include ${PROJECT_BINARY_DIR}/ns3-corrected/ns3/${header}.h")
  endforeach()
  target_include_directories(ogsim_ns3 SYSTEM BEFORE INTERFACE ${PROJECT_BINARY_DIR}/ns3-corrected)
endif()
