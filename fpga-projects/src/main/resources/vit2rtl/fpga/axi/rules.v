// What AXI asks of both sides of a channel, checked at every clock edge out of reset. For simulation only.

// One valid/ready channel: valid stays until ready, the payload stays with it, and reset takes valid down.
module vit2rtl_axi_channel_rules #(
    parameter WIDTH = 1,
    parameter NAME = "channel"
) (
    input aclk,
    input aresetn,
    input valid,
    input ready,
    input [WIDTH-1:0] payload
);
    reg waiting = 1'b0;
    reg [WIDTH-1:0] held = {WIDTH{1'b0}};
    reg was_reset = 1'b0;
    always @(posedge aclk) begin
        was_reset <= !aresetn;
        waiting <= aresetn && valid && !ready;
        held <= payload;
        if (aresetn && waiting && !valid) $fatal(1, "AXI: valid of %s fell before ready", NAME);
        if (aresetn && waiting && payload != held) $fatal(1, "AXI: the payload of %s changed before ready", NAME);
        if (!aresetn && was_reset && valid) $fatal(1, "AXI: valid of %s is high in reset", NAME);
    end
endmodule

// AXI4-Lite: no answer without a request, and one answer for each.
module vit2rtl_axi_lite_rules (
    input aclk,
    input aresetn,
    input aw,
    input w,
    input b,
    input bvalid,
    input ar,
    input r,
    input rvalid
);
    reg [7:0] addresses = 8'd0;
    reg [7:0] words = 8'd0;
    reg [7:0] reads = 8'd0;
    always @(posedge aclk) begin
        if (!aresetn) begin
            addresses <= 8'd0;
            words <= 8'd0;
            reads <= 8'd0;
        end else begin
            addresses <= addresses + {7'd0, aw} - {7'd0, b};
            words <= words + {7'd0, w} - {7'd0, b};
            reads <= reads + {7'd0, ar} - {7'd0, r};
            if (bvalid && (addresses == 8'd0 || words == 8'd0)) $fatal(1, "AXI: bvalid without address and data");
            if (rvalid && reads == 8'd0) $fatal(1, "AXI: rvalid without a read");
        end
    end
endmodule
