// Residuals to power-of-two-factor codes, written by hand for six channels, two per beat: shift 6, alpha 3 0 3 2 0 0,
// zero point 229. Two stages and a queue of two beats behind them.
module ptf_by_hand (
  input                aclk,
  input                aresetn,
  input         [31:0] s_axis_tdata,
  input                s_axis_tvalid,
  output               s_axis_tready,
  input                s_axis_tlast,
  output        [15:0] m_axis_tdata,
  output               m_axis_tvalid,
  input                m_axis_tready,
  output               m_axis_tlast
);
  reg [1:0] beat;
  reg [3:0] shift_0, shift_1;
  always @* case (beat)
    2'd0:    begin shift_0 = 9; shift_1 = 6; end
    2'd1:    begin shift_0 = 9; shift_1 = 8; end
    default: begin shift_0 = 6; shift_1 = 6; end
  endcase

  function [7:0] code;
    input signed [15:0] residual;
    input [3:0] shift;
    reg signed [17:0] value;
    begin
      value = (residual + (18'sd1 <<< (shift - 1))) >>> shift;
      value = value + 18'sd229;
      code = value < 0 ? 8'd0 : value > 255 ? 8'd255 : value[7:0];
    end
  endfunction

  reg [16:0] first, second;
  reg [1:0]  count;
  wire push = s_axis_tvalid && s_axis_tready;
  wire pop  = m_axis_tvalid && m_axis_tready;
  wire ends = beat == 2'd2;
  wire [16:0] made = {ends, code(s_axis_tdata[31:16], shift_1), code(s_axis_tdata[15:0], shift_0)};

  assign s_axis_tready = count != 2'd2;
  assign m_axis_tvalid = count != 2'd0;
  assign {m_axis_tlast, m_axis_tdata} = first;

  always @(posedge aclk)
    if (!aresetn) begin
      beat  <= 2'd0;
      count <= 2'd0;
    end else begin
      if (push) beat <= ends ? 2'd0 : beat + 2'd1;
      if (pop) first <= second;
      if (push) begin
        if (count - pop == 2'd0) first <= made;
        else second <= made;
      end
      count <= count + push - pop;
    end
endmodule
