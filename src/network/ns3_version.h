#pragma once

#include "ns3/version-defines.h"

/// The few lines that differ between versions of ns-3. Written against 3.37; nothing else asks for the version.
#define OGSIM_NS3_AT_LEAST(major, minor) \
    (NS3_VERSION_MAJOR > (major) || (NS3_VERSION_MAJOR == (major) && NS3_VERSION_MINOR >= (minor)))
