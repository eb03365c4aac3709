// Verilator's process-ending calls, turned into a report.
#include "runtime.h"
#include "verilated.h"

namespace vit {
thread_local Report* report = nullptr;

static void stopped(int how) {
    if (report && !report->stopped) report->stopped = how;
}
}  // namespace vit

int vit_printf(const char* format, ...) {
    char line[1024];
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    if (vit::report && n > 0) {
        int room = (int)sizeof vit::report->text - vit::report->length;
        int take = n < (int)sizeof line ? n : (int)sizeof line - 1;
        if (take > room) take = room;
        memcpy(vit::report->text + vit::report->length, line, take);
        vit::report->length += take;
    }
    return n;
}

void vl_finish(const char*, int, const char*) VL_MT_UNSAFE { vit::stopped(1); }
void vl_stop(const char*, int, const char*) VL_MT_UNSAFE { vit::stopped(2); }
void vl_fatal(const char* file, int line, const char*, const char* message) VL_MT_UNSAFE {
    vit_printf("%s:%d: %s\n", file, line, message);
    vit::stopped(3);
    // Verilator expects this call not to return: after it, a loop that does not settle would run for ever.
    throw vit::Fatal{};
}
