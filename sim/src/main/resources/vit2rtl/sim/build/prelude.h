// What every model begins with; compiled once, see CppCompiler.java.
#include "runtime.h"
#include "verilated.h"
