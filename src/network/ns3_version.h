#pragma once

#include "ns3/version-defines.h"

/// The few lines that differ between versions of ns-3. Written against 3.37; nothing else asks for the version.
#define OGSIM_NS3_AT_LEAST(major, minor) \
    (NS3_VERSION_MAJOR > (major) || (NS3_VERSION_MAJOR == (major) && NS3_VERSION_MINOR >= (minor)))

/// Arguments of two notices of ns3::WifiPhyListener.
#if OGSIM_NS3_AT_LEAST(3, 44)
#define OGSIM_NS3_RX_END_ERROR_ARGUMENTS const ns3::WifiTxVector&
#define OGSIM_NS3_TX_LEVEL ns3::dBm_u
#else
#define OGSIM_NS3_RX_END_ERROR_ARGUMENTS
#define OGSIM_NS3_TX_LEVEL double
#endif
