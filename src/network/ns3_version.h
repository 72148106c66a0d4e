#pragma once

#include "ns3/version-defines.h"
#include "ns3/wifi-phy-state.h"

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

/// The PHY's states: outside ns-3's namespace up to 3.41, inside it since.
namespace ogsim::ns3_names {
using namespace ns3;
using PhyState = WifiPhyState;
}  // namespace ogsim::ns3_names
