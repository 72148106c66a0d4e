/// Writes the page of the sample report to standard output, for the test in a browser.
#include <iostream>

#include "src/report/page.h"
#include "tests/src/report/sample_report.h"

int main() {
    std::cout << ogsim::html_page(ogsim::sample_report());
}
