package vit2rtl.sim.icarus;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.rtl.StreamPort;
import vit2rtl.sim.dut.PortRange;

/**
 * The batched streams of a test bench that does what it is told: every stream of the design, each with rows, row
 * length, and pauses as the request says; a stream without rows rests. Elements come from files and go to files, a line
 * each of the former, a line a beat of the latter: its cycle, then its elements in hexadecimal, undefined ones as x.
 *
 * <p>A cycle and its pauses are those of runtime.h, so cycle numbers agree with Verilator's.
 */
final class DutStreamText {
  /** What is wrong with a stream, by the number that the bench reports. */
  static final List<String> FAULTS = List.of("", "dropped valid before the transfer",
      "changed its payload while waiting", "has last on the wrong beat", "has an undefined valid or ready",
      "has a padding lane that is not 0");

  private final RtlDesign design;
  private final DutPins pins;

  DutStreamText(RtlDesign design, DutPins pins) {
    this.design = design;
    this.pins = pins;
  }

  /** The file of a stream's elements, in the bench's folder. */
  static String file(int stream) {
    return "stream" + stream + ".txt";
  }

  private List<Integer> numbers(Direction direction) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < design.streams().size(); i++) {
      if (design.streams().get(i).direction() == direction) {
        numbers.add(i);
      }
    }
    return numbers;
  }

  private StreamPort stream(int number) {
    return design.streams().get(number);
  }

  private List<Port> lanes(int number) {
    return stream(number).payload().stream().map(design::port).toList();
  }

  /** What every stream keeps, and the task that decides whether it pauses: the numbers of {@code Stall::pause}. */
  String declarations() {
    StringBuilder text = new StringBuilder("""
          integer vit_finished, vit_fault, vit_faulty, vit_noise = 1;
          reg vit_paused;
          reg [31:0] vit_element;
          reg [63:0] vit_drawn, vit_most, vit_step;
        """);
    for (int i = 0; i < design.streams().size(); i++) {
      int bits = lanes(i).stream().mapToInt(Port::width).sum() + 1;
      text.append("""
            integer file_s%1$d, rows_s%1$d, length_s%1$d, left_s%1$d, kind_s%1$d, zero_s%1$d;
            reg signed [63:0] first_s%1$d;
            reg [63:0] state_s%1$d, parameter_s%1$d, run_s%1$d;
            reg busy_s%1$d, pausing_s%1$d;
            reg [%2$d:0] held_s%1$d;
            task next_s%1$d; begin
              state_s%1$d = state_s%1$d ^ (state_s%1$d >> 12);
              state_s%1$d = state_s%1$d ^ (state_s%1$d << 25);
              state_s%1$d = state_s%1$d ^ (state_s%1$d >> 27);
              vit_drawn = (state_s%1$d * 64'd2685821657736338717) >> 32;
            end endtask
            task pause_s%1$d; begin
              vit_paused = 0;
              if (kind_s%1$d == 1) begin
                next_s%1$d;
                vit_paused = ((vit_drawn * 64'd100) >> 32) < parameter_s%1$d;
              end
              if (kind_s%1$d == 2) begin
                if (run_s%1$d == 0) begin
                  next_s%1$d;
                  run_s%1$d = 64'd1 + ((vit_drawn * parameter_s%1$d) >> 32);
                  pausing_s%1$d = !pausing_s%1$d;
                end
                run_s%1$d = run_s%1$d - 64'd1;
                vit_paused = pausing_s%1$d;
              end
              if (kind_s%1$d == 3) begin
                run_s%1$d = busy_s%1$d ? run_s%1$d + 64'd1 : 64'd0;
                vit_paused = run_s%1$d < parameter_s%1$d;
              end
              if (kind_s%1$d == 4) begin
                vit_paused = run_s%1$d < parameter_s%1$d;
                if (vit_paused) run_s%1$d = run_s%1$d + 64'd1;
              end
            end endtask
          """.formatted(i, bits - 1));
    }
    return text.toString();
  }

  String task() {
    return """
          task vit_streams; begin
            vit_read = $fscanf(%s, "%%d", vit_most);
        %s    vit_step = 0; vit_finished = 0; vit_fault = 0; vit_faulty = 0;
            while (!vit_finished && vit_fault == 0 && vit_step < vit_most) begin
              vit_finished = 1;
        %s%s      if (!vit_finished) begin
                #4;
        %s%s        vit_edge;
                vit_step = vit_step + 1;
              end
            end
        %s    $display("%s %%0d %%0d %%0d %s", vit_step, vit_fault, vit_faulty%s);
          end endtask
        """.formatted(DutBenchText.INPUT, each(numbers(Direction.IN), this::begin) + each(numbers(Direction.OUT),
        this::begin), each(numbers(Direction.IN), this::drive), each(numbers(Direction.OUT), this::offer),
        each(numbers(Direction.IN), this::accept), each(numbers(Direction.OUT), this::receive),
        each(numbers(Direction.IN), this::end) + each(numbers(Direction.OUT), this::end), DutBenchText.MARK,
        "%0d ".repeat(design.streams().size()).strip(), firsts());
  }

  private String firsts() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < design.streams().size(); i++) {
      text.append(", first_s").append(i);
    }
    return text.toString();
  }

  private static String each(List<Integer> streams, java.util.function.IntFunction<String> text) {
    return streams.stream().map(text::apply).collect(Collectors.joining());
  }

  private String begin(int i) {
    return """
            vit_read = $fscanf(%2$s, "%%d %%d %%d %%h %%d", rows_s%1$d, length_s%1$d, kind_s%1$d, state_s%1$d,
              parameter_s%1$d);
        %6$s    left_s%1$d = length_s%1$d; run_s%1$d = 0; pausing_s%1$d = 1; busy_s%1$d = 0; first_s%1$d = -1; %4$s = 0;
            file_s%1$d = $fopen("%3$s", "%5$s");
        """.formatted(i, DutBenchText.INPUT, file(i), pins.name(stream(i).direction() == Direction.IN
        ? stream(i).valid() : stream(i).ready()), stream(i).direction() == Direction.IN ? "r" : "w",
        stream(i).direction() == Direction.IN ? ""
            : "    vit_read = $fscanf(%s, \"%%d\", zero_s%d);\n".formatted(DutBenchText.INPUT, i));
  }

  private String end(int i) {
    return "    $fclose(file_s%d);\n".formatted(i);
  }

  /** A source is busy while it shows a beat. */
  private String drive(int i) {
    StringBuilder beat = new StringBuilder();
    if (stream(i).last() != null) {
      beat.append("          %s = left_s%d <= %d;\n".formatted(pins.name(stream(i).last()), i, lanes(i).size()));
    }
    for (int lane = 0; lane < lanes(i).size(); lane++) {
      Port port = lanes(i).get(lane);
      beat.append("""
                    %3$s = %4$d;
                    if (left_s%1$d > %2$d) begin
                      vit_read = $fscanf(file_s%1$d, "%%h", vit_element);
                      %3$s = vit_element;
                    end
          """.formatted(i, lane, pins.name(port.name()), PortRange.rest(port)));
    }
    return """
              if (!busy_s%1$d && rows_s%1$d != 0) begin
                pause_s%1$d;
                if (!vit_paused) begin
                  busy_s%1$d = 1; %2$s = 1;
        %3$s        end
              end
              if (!busy_s%1$d) %2$s = 0;
              if (!busy_s%1$d && kind_s%1$d != 0) begin
        %4$s      end
        """.formatted(i, pins.name(stream(i).valid()), beat, noise(i));
  }

  /** Anything, while nothing is offered. */
  private String noise(int i) {
    StringBuilder text = new StringBuilder();
    if (stream(i).last() != null) {
      text.append("        %s = $random(vit_noise);\n".formatted(pins.name(stream(i).last())));
    }
    for (Port port : lanes(i)) {
      text.append("""
                  vit_element = $random(vit_noise); vit_drawn = vit_element;
                  %s = %d + ((vit_drawn * 64'd%d) >> 32);
          """.formatted(pins.name(port.name()), port.min(), port.max().subtract(port.min()).add(BigInteger.ONE)));
    }
    return text.toString();
  }

  private String offer(int i) {
    return """
              %2$s = 0;
              if (rows_s%1$d != 0) begin
                vit_finished = 0;
                pause_s%1$d;
                %2$s = !vit_paused;
              end
        """.formatted(i, pins.name(stream(i).ready()));
  }

  /** Where a signal that decides over a transfer is undefined. */
  private static String defined(int i, String signal) {
    return "        if (%2$s !== 1'b0 && %2$s !== 1'b1) begin vit_fault = 4; vit_faulty = %1$d; end\n".formatted(i,
        signal);
  }

  private String accept(int i) {
    return defined(i, pins.name(stream(i).ready())) + """
                if (busy_s%1$d && %2$s === 1'b1) begin
                  if (first_s%1$d < 0) first_s%1$d = vit_step;
                  if (left_s%1$d > %3$d) left_s%1$d = left_s%1$d - %3$d;
                  else begin left_s%1$d = length_s%1$d; rows_s%1$d = rows_s%1$d - 1; end
                  busy_s%1$d = 0;
                end
        """.formatted(i, pins.name(stream(i).ready()), lanes(i).size());
  }

  /** A sink is busy while a beat waits. */
  private String receive(int i) {
    String valid = pins.name(stream(i).valid());
    String last = stream(i).last() == null ? "1'b0" : pins.name(stream(i).last());
    String payload = lanes(i).stream().map(port -> pins.name(port.name())).collect(Collectors.joining(", "));
    return defined(i, valid) + """
                if (busy_s%1$d && vit_fault == 0 && %2$s !== 1'b1) begin vit_fault = 1; vit_faulty = %1$d; end
                if (busy_s%1$d && vit_fault == 0 && held_s%1$d !== {%3$s, %4$s}) begin
                  vit_fault = 2; vit_faulty = %1$d;
                end
                busy_s%1$d = %2$s === 1'b1 && !%5$s;
                held_s%1$d = {%3$s, %4$s};
                if (%2$s === 1'b1 && %5$s) begin
                  $fdisplay(file_s%1$d, "%%0d%6$s", vit_step, %3$s);
        %7$s%9$s          if (left_s%1$d > %8$d) left_s%1$d = left_s%1$d - %8$d;
                  else begin left_s%1$d = length_s%1$d; rows_s%1$d = rows_s%1$d - 1; end
                end
        """.formatted(i, valid, payload, last, pins.name(stream(i).ready()), " %h".repeat(lanes(i).size()),
        stream(i).last() == null ? "" : """
                  if (vit_fault == 0 && %2$s !== (left_s%1$d <= %3$d)) begin vit_fault = 3; vit_faulty = %1$d; end
        """.formatted(i, last, lanes(i).size()), lanes(i).size(), padding(i));
  }

  /** Lanes behind the end of a row, where they must be 0. */
  private String padding(int i) {
    StringBuilder text = new StringBuilder();
    for (int lane = 1; lane < lanes(i).size(); lane++) {
      text.append("""
                    if (vit_fault == 0 && zero_s%1$d == 1 && left_s%1$d <= %2$d && %3$s !== 0) begin
                      vit_fault = 5; vit_faulty = %1$d;
                    end
          """.formatted(i, lane, pins.name(lanes(i).get(lane).name())));
    }
    return text.toString();
  }
}
