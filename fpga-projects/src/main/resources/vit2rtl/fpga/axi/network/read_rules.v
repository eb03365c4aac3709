// What AXI4 asks of reads with one ID, both sides: bursts are INCR, aligned, of one 4 KiB page; answers come in the order
// of requests, never more than were asked for, with rlast at each burst's last beat. For simulation only.
module vit2rtl_axi_read_rules #(
    parameter ADDRESS = 32,
    parameter OUTSTANDING = 1
) (
    input aclk,
    input aresetn,
    input [ADDRESS-1:0] araddr,
    input [7:0] arlen,
    input [2:0] arsize,
    input [1:0] arburst,
    input ar,
    input arvalid,
    input r,
    input rvalid,
    input rlast
);
    // Lengths of bursts under way, the oldest at index 0.
    reg [7:0] lengths [0:OUTSTANDING-1];
    integer count = 0;
    integer beat = 0;
    integer i;
    wire [15:0] first = {4'd0, araddr[11:0]};
    wire [15:0] bytes = ({8'd0, arlen} + 16'd1) << arsize;
    always @(posedge aclk) begin
        if (!aresetn) begin
            count = 0;
            beat = 0;
        end else begin
            if (arvalid && arburst != 2'b01) $fatal(1, "AXI: a burst that is not INCR");
            if (arvalid && first + bytes > 16'd4096) $fatal(1, "AXI: a burst crosses 4 KiB");
            if (arvalid && (first & ((16'd1 << arsize) - 16'd1)) != 16'd0) $fatal(1, "AXI: a burst is not aligned");
            if (rvalid && count == 0) $fatal(1, "AXI: data without a request");
            if (r) begin
                if (count != 0 && rlast != (beat == lengths[0])) $fatal(1, "AXI: rlast is not at a burst's last beat");
                beat = beat + 1;
                if (rlast) begin
                    beat = 0;
                    count = count - 1;
                    for (i = 0; i < OUTSTANDING - 1; i = i + 1) lengths[i] = lengths[i + 1];
                end
            end
            if (ar) begin
                if (count == OUTSTANDING) $fatal(1, "AXI: more bursts under way than announced");
                else lengths[count] = arlen;
                count = count + 1;
            end
        end
    end
endmodule
