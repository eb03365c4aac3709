package vit2rtl.sim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.rtl.StreamPort;
import vit2rtl.sim.tool.Processes;
import vit2rtl.sim.tool.ToolException;

/**
 * The peer of batched simulation: a C++ program as an engineer would write it by hand for one design, around the same
 * Verilated model, compiled with the same flags. It times its own loop over memory that it has touched before, in
 * processor time, which other programs on the machine disturb least.
 */
public final class CppDriver {
  private static final String HEAD = """
      #include <cstdio>
      #include <cstdlib>
      #include <ctime>
      #include <vector>
      #include "Vtop.h"
      #include "verilated.h"
      static long now() {
        timespec t;
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
        return t.tv_sec * 1000000000L + t.tv_nsec;
      }
      int main(int argc, char** argv) {
        VerilatedContext context;
        Vtop* top = new Vtop{&context, "top"};
      """;

  private final Path program;

  private CppDriver(Path program) {
    this.program = program;
  }

  /**
   * A driver that lets the clock run; inputs named in {@code high} are 1. Argument: cycles.
   *
   * @param design  a design of one clock
   * @param options as for a simulation
   * @param high    names of inputs of one bit
   * @return the driver, a program that runs by itself
   */
  public static CppDriver clock(RtlDesign design, SimOptions options, List<String> high) {
    StringBuilder main = new StringBuilder(HEAD);
    main.append("  const long cycles = atol(argv[1]);\n").append(reset(design));
    high.forEach(port -> main.append("  top->").append(port).append(" = 1;\n"));
    main.append("  const long start = now();\n  for (long i = 0; i < cycles; i++) {\n")
        .append(edge(design, "    ")).append("  }\n").append(stop());
    return new CppDriver(Simulator.build().program(options.model(design, design.text()), main.toString()));
  }

  /**
   * A driver that streams rows from {@code in} to {@code out} at full speed. Arguments: files of 32-bit elements.
   *
   * @param design    a design of one clock
   * @param options   as for a simulation
   * @param rowLength elements in a row of the output, from 1
   * @return the driver, a program that runs by itself
   */
  public static CppDriver stream(RtlDesign design, SimOptions options, int rowLength) {
    StreamPort in = design.stream("in");
    StreamPort out = design.stream("out");
    int lanes = in.payload().size();
    StringBuilder main = new StringBuilder(HEAD);
    main.append("""
          FILE* file = fopen(argv[1], "rb");
          fseek(file, 0, SEEK_END);
          const long n = ftell(file) / 4;
          rewind(file);
          std::vector<int32_t> in(n + 64), out(n);
          if (fread(in.data(), 4, n, file) != (size_t)n) return 2;
          fclose(file);
          out.clear();
        """).append(reset(design)).append("""
          long sent = 0, column = 0, received = 0;
          const long start = now();
          while ((long)out.size() < n) {
            top->%s = sent < n;
            top->%s = column + %d >= %d;
            top->%s = 1;
        """.formatted(in.valid(), in.last(), lanes, rowLength, out.ready()));
    for (int lane = 0; lane < lanes; lane++) {
      main.append("    top->%s = column + %d < %d ? in[sent + %d] & 0x%xu : 0;\n".formatted(in.payload().get(lane),
          lane, rowLength, lane, (1L << design.port(in.payload().get(lane)).width()) - 1));
    }
    main.append("    top->clk = 0; top->eval(); context.timeInc(1);\n    if (top->%s) {\n".formatted(out.valid()));
    for (int lane = 0; lane < lanes; lane++) {
      int unused = 32 - design.port(out.payload().get(lane)).width();
      main.append("      if (received + %d < %d) out.push_back(%s);\n".formatted(lane, rowLength,
          design.port(out.payload().get(lane)).signed()
              ? "(int32_t)((uint32_t)top->" + out.payload().get(lane) + " << " + unused + ") >> " + unused
              : "top->" + out.payload().get(lane)));
    }
    main.append("""
              received += %1$d;
              if (received >= %2$d) received = 0;
            }
            if (sent < n && top->%3$s) {
              long take = column + %1$d < %2$d ? %1$d : %2$d - column;
              sent += take;
              column += take;
              if (column == %2$d) column = 0;
            }
            top->clk = 1; top->eval(); context.timeInc(1);
          }
        """.formatted(lanes, rowLength, in.ready())).append(stop());
    main.insert(main.lastIndexOf("  return 0;"), """
          file = fopen(argv[2], "wb");
          fwrite(out.data(), 4, n, file);
          fclose(file);
        """);
    return new CppDriver(Simulator.build().program(options.model(design, design.text()), main.toString()));
  }

  private static String reset(RtlDesign design) {
    String reset = design.clocks().get(0).reset();
    return reset == null ? "" : "  top->" + reset + " = 1;\n  for (int i = 0; i < 4; i++) {\n" + edge(design, "    ")
        + "  }\n  top->" + reset + " = 0;\n";
  }

  private static String edge(RtlDesign design, String indent) {
    ClockPort clock = design.clocks().get(0);
    return indent + "top->" + clock.clock() + " = 1; top->eval(); context.timeInc(1);\n"
        + indent + "top->" + clock.clock() + " = 0; top->eval(); context.timeInc(1);\n";
  }

  private static String stop() {
    return """
          printf("%ld\\n", now() - start);
          return 0;
        }
        """;
  }

  /**
   * {@return runs so many cycles; nanoseconds of processor time in the loop}
   *
   * @param cycles how many, from 0
   */
  public long clock(long cycles) {
    return nanoseconds(List.of(program.toString(), String.valueOf(cycles)));
  }

  /**
   * What a streaming run took, in processor time, and gave.
   *
   * @param nanoseconds processor time in the loop
   * @param data        what came out, row by row
   */
  public record Streamed(long nanoseconds, int[] data) {}

  /**
   * Streams rows.
   *
   * @param rows elements, row by row
   * @return what came out and how long it took
   */
  public Streamed stream(int[] rows) {
    try {
      Path in = Files.createTempFile("vit2rtl-driver", ".in");
      Path out = Files.createTempFile("vit2rtl-driver", ".out");
      try {
        ByteBuffer bytes = ByteBuffer.allocate(rows.length * 4).order(ByteOrder.nativeOrder());
        bytes.asIntBuffer().put(rows);
        Files.write(in, bytes.array());
        long time = nanoseconds(List.of(program.toString(), in.toString(), out.toString()));
        int[] data = new int[rows.length];
        ByteBuffer.wrap(Files.readAllBytes(out)).order(ByteOrder.nativeOrder()).asIntBuffer().get(data);
        return new Streamed(time, data);
      } finally {
        Files.deleteIfExists(in);
        Files.deleteIfExists(out);
      }
    } catch (IOException e) {
      throw new ToolException("the C++ driver needs temporary files: " + e.getMessage(), e);
    }
  }

  private static long nanoseconds(List<String> command) {
    return Long.parseLong(Processes.run(null, command).strip());
  }
}
