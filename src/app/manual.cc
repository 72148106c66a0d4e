#include "src/app/manual.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <sstream>
#include <vector>

#include "src/app/command_words.h"

namespace ogsim {
namespace {

/// Roff reads a backslash as a command and a bare hyphen as a typographic one.
std::string in_line(const std::string& text) {
    std::string safe;
    for (const char c : text) {
        safe += c == '\\' ? "\\e" : c == '-' ? "\\-" : std::string(1, c);
    }
    return safe;
}

/// A text of several lines as it stands. A line that begins with a dot or a quote would be taken for a request.
std::string as_it_stands(const std::string& text) {
    std::string lines = ".nf\n";
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) {
        const bool is_request = line.starts_with('.') || line.starts_with('\'');
        lines += (is_request ? "\\&" : "") + in_line(line) + "\n";
    }
    return lines + ".fi\n";
}

std::string option_part(const CLI::Option& option) {
    const std::string value = takes_value(option) ? fmt::format(" \\fI{}\\fR", in_line(option.get_type_name())) : "";
    std::string names;
    for (const std::string& name : option_names(option)) {
        names += fmt::format("{}\\fB{}\\fR", names.empty() ? "" : ", ", in_line(name));
    }
    return fmt::format(".TP\n{}{}\n{}\n", names, value, in_line(option.get_description()));
}

std::string command_part(const CLI::App& command) {
    std::string synopsis = fmt::format("\\fBogsim {}\\fR", in_line(command.get_name()));
    std::string options;
    for (const CLI::Option* option : command.get_options()) {
        if (option->nonpositional()) {
            options += option_part(*option);
        } else {
            const std::string value = in_line(option->get_type_name());
            synopsis +=
                option->get_required() ? fmt::format(" \\fI{}\\fR", value) : fmt::format(" [\\fI{}\\fR]", value);
        }
    }
    return fmt::format(".SS {}\n{} [\\fIoptions\\fR]\n.PP\n{}.\n{}.PP\n{}", in_line(command.get_name()), synopsis,
                       in_line(command.get_description()), options, as_it_stands(command.get_footer()));
}

}  // namespace

std::string manual_page(const CLI::App& app, const std::string& version) {
    std::string page = fmt::format(
        ".TH OGSIM 1 \"\" \"ogsim {}\" \"User Commands\"\n.SH NAME\nogsim \\- {}\n.SH SYNOPSIS\n"
        "\\fBogsim\\fR \\fIcommand\\fR [\\fIoptions\\fR]\n.SH COMMANDS\n",
        version, in_line(app.get_description().substr(std::string("ogsim: ").size())));
    for (const CLI::App* command : subcommands(app)) {
        page += command_part(*command);
    }
    return page + ".SH NOTES\n" + as_it_stands(app.get_footer());
}

}  // namespace ogsim
