// A serial flash with addresses of 24 bits, as far as boards read it: asleep from power-up until AB, then 03, 0B, 3B, 6B
// and 9F. Anything else, a read while asleep or waking, a clock without select and a command that is cut off are counted
// in `wrong`. As with such devices, select must have been away once since power-up before anything is taken. What it
// holds is put into `cells` from outside. `clk` only tells the time.
module SerialFlash #(
    parameter ADDRESS_BITS = 21,
    parameter WAKING = 400
) (
    input clk,
    input cs_n,
    input sck,
    inout [3:0] io
);
    reg [7:0] cells [0:(1 << ADDRESS_BITS) - 1];
    reg [15:0] wrong = 16'd0;
    reg [15:0] reads = 16'd0;
    reg asleep = 1'b1;
    reg powered = 1'b0;
    reg [15:0] waking = 16'd0;
    // Toggles with every AB.
    reg called = 1'b0;
    reg heard = 1'b0;

    localparam [2:0] COMMAND = 3'd0, ADDRESS = 3'd1, DUMMY = 3'd2, DATA = 3'd3, IDENTITY = 3'd4, IGNORE = 3'd5;
    reg [2:0] phase = COMMAND;
    reg [4:0] count = 5'd0;
    reg [7:0] command = 8'd0;
    reg [23:0] address = 24'd0;
    reg [2:0] bit_left = 3'd7;
    reg [3:0] out = 4'd0;
    reg [3:0] drive = 4'd0;
    wire [7:0] opcode = {command[6:0], io[0]};
    wire ready = !asleep && waking == 16'd0;

    assign io[0] = drive[0] && !cs_n ? out[0] : 1'bz;
    assign io[1] = drive[1] && !cs_n ? out[1] : 1'bz;
    assign io[2] = drive[2] && !cs_n ? out[2] : 1'bz;
    assign io[3] = drive[3] && !cs_n ? out[3] : 1'bz;

    // A clock that rises takes what comes.
    always @(posedge sck or posedge cs_n) begin
        if (cs_n) begin
            if (phase == COMMAND && count != 5'd0 || phase == ADDRESS) wrong <= wrong + 16'd1;
            phase <= COMMAND;
            count <= 5'd0;
        end else if (powered) begin
            count <= count + 5'd1;
            case (phase)
                COMMAND: begin
                    command <= opcode;
                    if (count == 5'd7) begin
                        count <= 5'd0;
                        phase <= IGNORE;
                        if (opcode == 8'hAB) called <= !called;
                        else if (!ready) wrong <= wrong + 16'd1;
                        else case (opcode)
                            8'h03, 8'h0B, 8'h3B, 8'h6B: phase <= ADDRESS;
                            8'h9F: phase <= IDENTITY;
                            default: wrong <= wrong + 16'd1;
                        endcase
                    end
                end
                ADDRESS: begin
                    address <= {address[22:0], io[0]};
                    if (count == 5'd23) begin
                        count <= 5'd0;
                        reads <= reads + 16'd1;
                        phase <= command == 8'h03 ? DATA : DUMMY;
                    end
                end
                DUMMY: if (count == 5'd7) phase <= DATA;
                default: ;
            endcase
        end
    end

    // A clock that falls brings the next bits, the first ones behind the last clock of command and dummy.
    reg going = 1'b0;
    reg [23:0] at = 24'd0;
    wire [23:0] here = going ? at : address;
    wire [7:0] cell_here = cells[here[ADDRESS_BITS-1:0]];
    wire ends = command == 8'h6B ? !bit_left[2] : command == 8'h3B ? bit_left == 3'd1 : bit_left == 3'd0;
    always @(negedge sck or posedge cs_n) begin
        if (cs_n) begin
            drive <= 4'd0;
            bit_left <= 3'd7;
            going <= 1'b0;
        end else if (phase == DATA) begin
            going <= 1'b1;
            at <= ends ? here + 24'd1 : here;
            case (command)
                8'h3B: begin
                    drive <= 4'b0011;
                    out[1:0] <= bit_left[2:1] == 2'd3 ? cell_here[7:6] : bit_left[2:1] == 2'd2 ? cell_here[5:4]
                        : bit_left[2:1] == 2'd1 ? cell_here[3:2] : cell_here[1:0];
                    bit_left <= bit_left - 3'd2;
                end
                8'h6B: begin
                    drive <= 4'b1111;
                    out <= bit_left[2] ? cell_here[7:4] : cell_here[3:0];
                    bit_left <= bit_left - 3'd4;
                end
                default: begin
                    drive <= 4'b0010;
                    out[1] <= cell_here[bit_left];
                    bit_left <= bit_left - 3'd1;
                end
            endcase
        end else if (phase == IDENTITY) begin
            drive <= 4'b0010;
            out[1] <= 1'b1;
        end
    end

    always @(posedge clk) begin
        if (cs_n) powered <= 1'b1;
        if (heard != called && cs_n) begin
            heard <= called;
            if (asleep) waking <= WAKING;
            asleep <= 1'b0;
        end else if (waking != 16'd0) waking <= waking - 16'd1;
    end
endmodule
