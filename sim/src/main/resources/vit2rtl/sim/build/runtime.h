// What every simulation model shares: the hooks that keep a $finish or an assertion from ending the process, the
// stall patterns, and the layout of a batched job (see NativeJob.java).
#ifndef VIT2RTL_RUNTIME_H
#define VIT2RTL_RUNTIME_H
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstring>

// Stands in for printf in Verilator's runtime: what a model prints belongs to its report.
int vit_printf(const char* format, ...);

namespace vit {

// What the running model said; read by Java after every call.
struct Report {
    int stopped;        // 0 running, 1 $finish, 2 $stop, 3 $fatal
    int length;
    char text[4096];
};

// Unwinds from inside a model to the call from Java.
struct Fatal {};

extern thread_local Report* report;

struct Stall {
    int64_t kind;       // 0 none, 1 random share, 2 bursts, 3 after valid, 4 late
    uint64_t state;
    uint64_t parameter;
    uint64_t run;
    bool pausing;

    uint64_t next() {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        return (state * 2685821657736338717ULL) >> 32;
    }

    // waits: a beat was offered in the cycle before and not taken
    // out of line: the loops that never pause keep their registers
    __attribute__((noinline)) bool pause(bool waits) {
        switch (kind) {
            case 0: return false;
            case 1: return (next() * 100 >> 32) < parameter;
            case 3:
                run = waits ? run + 1 : 0;
                return run < parameter;
            case 4:
                return run < parameter && run++ < parameter;
            default:
                if (run == 0) {
                    run = 1 + (next() * parameter >> 32);
                    pausing = !pausing;
                }
                run--;
                return pausing;
        }
    }
};

struct Source {
    const int32_t* data;
    int64_t rows, rowLength, stallKind, stallSeed, stallParameter;
    int64_t firstCycle;
};

struct Sink {
    int32_t* data;
    int32_t* beatCycle;
    int64_t rows, rowLength, stallKind, stallSeed, stallParameter;
    int64_t violation, violationCycle;   // 1 valid dropped, 2 payload changed while waiting, 3 last wrong,
                                         // 4 padding that is not 0
    int64_t zeroPadding, beats;          // beats that came
};

// Where a sink's next beat notes its cycle; however its loop ends, the sink then knows how many there were.
struct Beats {
    Sink& sink;
    int32_t* next;
    ~Beats() { sink.beats = next - sink.beatCycle; }
};

struct Job {
    int64_t maxCycles, cycles, windowFrom, windowCount;
    uint64_t* samples;
};

// A clock of a model with several (see Timeline.java), in half units of time.
struct Clock {
    int64_t half;       // from one edge to the next, 0 while the clock stands still
    int64_t next;       // time of the next edge
    int64_t edges;      // active ones so far
    int64_t active;     // whether it stands at its active level
};

template <int count>
struct Timeline {
    int64_t now;
    Clock clocks[count];

    // The active edges due next, a bit per clock, and their time; the greatest number where every clock stands still.
    uint64_t due(int64_t* at) const {
        *at = INT64_MAX;
        for (const Clock& clock : clocks) if (clock.half && clock.next < *at) *at = clock.next;
        uint64_t edges = 0;
        for (int i = 0; i < count; i++) {
            if (clocks[i].half && clocks[i].next == *at && !clocks[i].active) edges |= (uint64_t)1 << i;
        }
        return edges;
    }
};

inline Stall stall(int64_t kind, int64_t seed, int64_t parameter) {
    return Stall{kind, (uint64_t)seed * 0x9E3779B97F4A7C15ULL + 0x632BE59BD9B4E019ULL, (uint64_t)parameter, 0, true};
}

}  // namespace vit

#endif
