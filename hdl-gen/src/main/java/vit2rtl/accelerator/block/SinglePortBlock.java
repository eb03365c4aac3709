package vit2rtl.accelerator.block;

import vit2rtl.hdl.BlackBox;
import vit2rtl.hdl.type.Bits;
import vit2rtl.hdl.type.Bool;

/**
 * 16,384 words of 16 bits with one port, an SPRAM of an iCE40 UltraPlus: with {@code active} a word is read, which is in
 * {@code q} from the next cycle on, or, with {@code write} too, those of its four nibbles are written that {@code mask} has;
 * what q is behind a write is undefined. To Yosys the module is an SB_SPRAM256KA; to everybody else it is what that does.
 * It begins as anything: as zeros in simulators with undefined values, for padding that is read and multiplied by zeros.
 */
public final class SinglePortBlock extends BlackBox {
  public static final int WORDS = 1 << 14;
  public static final int BITS = 16;
  /** Bits that are written or kept together. */
  public static final int NIBBLE = 4;
  static final String MODULE = "SinglePortBlock";
  static final String SOURCE = """
      // 16384 words of 16 bits with one port, an SPRAM of an iCE40 UltraPlus.
      module SinglePortBlock (
          input clk,
          input active,
          input write,
          input [3:0] mask,
          input [13:0] address,
          input [15:0] data,
          output [15:0] q
      );
      `ifdef YOSYS
        SB_SPRAM256KA block (
            .CLOCK(clk), .CHIPSELECT(active), .WREN(write), .MASKWREN(mask), .ADDRESS(address), .DATAIN(data), .DATAOUT(q),
            .STANDBY(1'b0), .SLEEP(1'b0), .POWEROFF(1'b1)
        );
      `else
        reg [15:0] words [0:16383];
        reg [15:0] q_now;
      `ifndef VERILATOR
        integer i;
        initial for (i = 0; i < 16384; i = i + 1) words[i] = 16'd0;
      `endif
        always @(posedge clk) begin
          if (active && write) begin
            if (mask[0]) words[address][3:0] <= data[3:0];
            if (mask[1]) words[address][7:4] <= data[7:4];
            if (mask[2]) words[address][11:8] <= data[11:8];
            if (mask[3]) words[address][15:12] <= data[15:12];
            q_now <= 16'bx;
          end else if (active) begin
            q_now <= words[address];
          end
        end
        assign q = q_now;
      `endif
      endmodule
      """;

  public final Bool active = in("active", Bool.bool());
  public final Bool write = in("write", Bool.bool());
  public final Bits mask = in("mask", Bits.bits(BITS / NIBBLE));
  public final Bits address = in("address", Bits.bits(14));
  public final Bits data = in("data", Bits.bits(BITS));
  public final Bits q = out("q", Bits.bits(BITS));

  public SinglePortBlock() {
    super(MODULE, SOURCE);
    clock("clk");
  }
}
