#pragma once

#include <string_view>

namespace ogsim {

/// A file that is built into the program.
struct PagePart {
    std::string_view text;
    std::string_view sha256;  ///< Of the text, 64 hexadecimal digits.
};

// Written by cmake/PageParts.cmake from plots/report and the charting library.
extern const PagePart kPageFrame;    ///< HTML with {{names}} where the others go.
extern const PagePart kPageStyle;    ///< CSS.
extern const PagePart kPageLibrary;  ///< Chart.js.
extern const PagePart kPageScript;   ///< Draws the report.

}  // namespace ogsim
