package vit2rtl.fpga.axi.network;

import vit2rtl.fpga.axi.RegisterFile;
import vit2rtl.fpga.axi.RegisterMap;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;

/**
 * What only the IP's own reset resets: registers, the master that reads constants, framing of pixels, interrupts. A reset
 * by register waits until every read has been answered, so that the bus stays in step, and then holds {@link NetworkBack}
 * in reset.
 */
@Summary("Registers, reads of constants, framing of pixels and interrupts of a network's IP.")
final class NetworkFront extends Component {
  private static final int RESET_CYCLES = 4;
  /** Images whose logits have not all left: one comes in, one waits, one is computed, one leaves. */
  private static final int MOST_INSIDE = 4;

  private final NetworkIpConfig config;
  private final RegisterFile registers;
  private final ConstantReader reader;
  private final VideoIn video;

  private final UInt awaddr;
  private final Bool awvalid = in("s_axi_awvalid", Bool.bool());
  private final Bool awready = out("s_axi_awready", Bool.bool());
  private final UInt wdata = in("s_axi_wdata", UInt.bits(32));
  private final UInt wstrb = in("s_axi_wstrb", UInt.bits(4));
  private final Bool wvalid = in("s_axi_wvalid", Bool.bool());
  private final Bool wready = out("s_axi_wready", Bool.bool());
  private final UInt bresp = out("s_axi_bresp", UInt.bits(2));
  private final Bool bvalid = out("s_axi_bvalid", Bool.bool());
  private final Bool bready = in("s_axi_bready", Bool.bool());
  private final UInt araddr;
  private final Bool arvalid = in("s_axi_arvalid", Bool.bool());
  private final Bool arready = out("s_axi_arready", Bool.bool());
  private final UInt rdata = out("s_axi_rdata", UInt.bits(32));
  private final UInt rresp = out("s_axi_rresp", UInt.bits(2));
  private final Bool rvalid = out("s_axi_rvalid", Bool.bool());
  private final Bool rready = in("s_axi_rready", Bool.bool());

  private final UInt readAddress;
  private final UInt readLength = out("m_axi_arlen", UInt.bits(8));
  private final Bool readValid = out("m_axi_arvalid", Bool.bool());
  private final Bool readReady = in("m_axi_arready", Bool.bool());
  private final UInt readResponse = in("m_axi_rresp", UInt.bits(2));
  private final Bool readLast = in("m_axi_rlast", Bool.bool());
  private final Bool dataValid = in("m_axi_rvalid", Bool.bool());

  private final UInt pixels;
  private final Bool pixelsValid = in("s_axis_tvalid", Bool.bool());
  private final Bool pixelsReady = out("s_axis_tready", Bool.bool());
  private final Bool pixelsLast = in("s_axis_tlast", Bool.bool());
  private final Bool pixelsUser = in("s_axis_tuser", Bool.bool());

  private final Bool interrupt = out("irq", Bool.bool());

  private final Bool backReset = out("back_reset", Bool.bool());
  private final Bool push = out("read_push", Bool.bool());
  private final Bool pushLast = out("read_last", Bool.bool());
  private final Bool popped = in("read_popped", Bool.bool());
  private final Bool starved = in("starved", Bool.bool());
  private final UInt pixel = out("pixel", UInt.bits(8));
  private final Bool pixelValid = out("pixel_valid", Bool.bool());
  private final Bool pixelReady = in("pixel_ready", Bool.bool());
  private final Bool pixelLast = out("pixel_last", Bool.bool());
  private final Bool pixelRestart = out("pixel_restart", Bool.bool());
  private final Bool resultValid = in("m_axis_tvalid", Bool.bool());
  private final Bool resultReady = in("m_axis_tready", Bool.bool());
  private final Bool resultLast = in("m_axis_tlast", Bool.bool());

  NetworkFront(NetworkIpConfig config, RegisterMap map) {
    super("vit2rtl_network_front");
    this.config = config;
    this.awaddr = in("s_axi_awaddr", UInt.bits(map.addressBits()));
    this.araddr = in("s_axi_araddr", UInt.bits(map.addressBits()));
    this.readAddress = out("m_axi_araddr", UInt.bits(config.bus().addressBits()));
    this.pixels = in("s_axis_tdata", UInt.bits(8 * config.channels()));
    this.registers = instance("registers", () -> new RegisterFile(map));
    this.reader = instance("constant_reader", () -> new ConstantReader(config.bus(), config.beats()));
    this.video = instance("video_in", () -> new VideoIn(config.side(), config.channels()));
  }

  @Override
  protected void build() {
    Bool resetting = reset();
    Bool taken = name("image_taken", pixelValid.and(pixelReady).and(pixelLast));
    Bool done = name("image_done", resultValid.and(resultReady).and(resultLast));
    read(taken, resetting);
    pixels(resetting);
    UInt inside = reg("images_inside", UInt.upTo(MOST_INSIDE), 0);
    check(taken.not().or(inside.lt(MOST_INSIDE)), "more images inside than there is room for");
    when(taken.and(done.not()), () -> inside.set(inside.add(1).saturate(0, MOST_INSIDE)));
    when(done.and(taken.not()), () -> inside.set(inside.sub(1).saturate(0, MOST_INSIDE)));
    when(backReset, () -> inside.set(UInt.lit(0)));
    Bool busy = name("busy", inside.ne(0));

    UInt cycles = reg("cycles", UInt.bits(32), 0);
    UInt imageCycles = reg("image_cycles", UInt.bits(32), 0);
    cycles.set(done.or(taken.and(busy.not())).mux(UInt.lit(1), cycles.add(1).truncate(32)));
    when(done, () -> imageCycles.set(cycles));
    registers.number("IMAGE_CYCLES", imageCycles);
    registers.event("IMAGES", done);
    registers.event("CYCLES", Bool.lit(true));
    registers.event("BUSY_CYCLES", busy);
    registers.event("CONSTANT_WAITS", starved.and(reader.open));
    registers.event("PIXEL_WAITS", pixelsValid.and(pixelsReady.not()));
    registers.event("RESULT_WAITS", resultValid.and(resultReady.not()));
    registers.event("READ_BEATS", reader.push);
    registers.event("BROKEN_IMAGES", video.broken);
    registers.flag("STATUS", "BUSY", busy);
    registers.flag("STATUS", "IMAGE_OPEN", video.open);
    registers.flag("STATUS", "SKIPPING", video.skipping);
    registers.flag("STATUS", "READING", reader.reading);
    registers.flag("STATUS", "FAILED", reader.failed);
    registers.flag("STATUS", "RESETTING", resetting);
    registers.flag("STATUS", "RESULT_VALID", resultValid);
    interrupts(taken, done);
    registers.clear.set(registers.output("COMMAND", "CLEAR"));
    connectBus();
  }

  /** High from the request to the end of the reset behind. */
  private Bool reset() {
    Bool wanted = reg("reset_wanted", Bool.bool(), 0);
    UInt left = reg("reset_left", UInt.upTo(RESET_CYCLES), RESET_CYCLES);
    backReset.set(left.ne(0));
    when(left.ne(0), () -> left.set(left.sub(1).saturate(0, RESET_CYCLES)));
    when(wanted.and(reader.idle), () -> {
      left.set(UInt.lit(RESET_CYCLES));
      wanted.set(Bool.lit(false));
    });
    when(registers.output("COMMAND", "RESET"), () -> wanted.set(Bool.lit(true)));
    reader.restart.set(backReset);
    return name("resetting", wanted.or(backReset));
  }

  private void read(Bool taken, Bool resetting) {
    int low = Integer.numberOfTrailingZeros(NetworkIpConfig.ALIGNMENT);
    int shift = Integer.numberOfTrailingZeros(config.bus().bytes());
    UInt address = registers.output("MODEL_HIGH").concat(registers.output("MODEL_LOW").slice(31, low));
    reader.base.set(address.shl(low - shift).truncate(reader.base.width()));
    reader.image.set(taken.and(resetting.not()));
    reader.stop.set(resetting);
    reader.popped.set(popped);
    readAddress.set(reader.araddr);
    readLength.set(reader.arlen);
    readValid.set(reader.arvalid);
    reader.arready.set(readReady);
    reader.rresp.set(readResponse);
    reader.rlast.set(readLast);
    reader.rvalid.set(dataValid);
    push.set(reader.push);
    pushLast.set(reader.pushLast);
    UInt next = name("next_address", reader.nextBeat.shl(shift));
    registers.number("READ_LOW", next.slice(31, 0));
    registers.number("READ_HIGH", next.width() > 32 ? next.slice(next.width() - 1, 32) : UInt.lit(0));
  }

  private void pixels(Bool resetting) {
    video.data.set(pixels);
    video.valid.set(pixelsValid);
    pixelsReady.set(video.ready);
    video.last.set(pixelsLast);
    video.user.set(pixelsUser);
    video.run.set(registers.output("CONTROL", "RUN"));
    video.packets.set(registers.output("CONTROL", "PACKETS"));
    video.videoOrder.set(registers.output("CONTROL", "VIDEO_ORDER"));
    video.clear.set(resetting);
    pixel.set(video.pixel);
    pixelValid.set(video.pixelValid);
    video.pixelReady.set(pixelReady);
    pixelLast.set(video.pixelLast);
    pixelRestart.set(video.restart);
  }

  private void interrupts(Bool taken, Bool done) {
    registers.flag("ERROR", "READ_SLAVE", reader.slaveError);
    registers.flag("ERROR", "READ_DECODE", reader.decodeError);
    registers.flag("ERROR", "READ_LAST", reader.lastError);
    registers.flag("ERROR", "START_EARLY", video.startEarly);
    registers.flag("ERROR", "START_MISSING", video.startMissing);
    registers.flag("ERROR", "END_EARLY", video.endEarly);
    registers.flag("ERROR", "END_MISSING", video.endMissing);
    Bool error = name("error", reader.slaveError.or(reader.decodeError).or(reader.lastError).or(video.startEarly)
        .or(video.startMissing).or(video.endEarly).or(video.endMissing));
    registers.flag("INTERRUPT", "DONE", done);
    registers.flag("INTERRUPT", "TAKEN", taken);
    registers.flag("INTERRUPT", "ERROR", error);
    interrupt.set(next("interrupt_line",
        registers.output("INTERRUPT").and(registers.output("INTERRUPT_ENABLE")).ne(0), 0));
  }

  private void connectBus() {
    registers.awaddr.set(awaddr);
    registers.awvalid.set(awvalid);
    awready.set(registers.awready);
    registers.wdata.set(wdata);
    registers.wstrb.set(wstrb);
    registers.wvalid.set(wvalid);
    wready.set(registers.wready);
    bresp.set(registers.bresp);
    bvalid.set(registers.bvalid);
    registers.bready.set(bready);
    registers.araddr.set(araddr);
    registers.arvalid.set(arvalid);
    arready.set(registers.arready);
    rdata.set(registers.rdata);
    rresp.set(registers.rresp);
    rvalid.set(registers.rvalid);
    registers.rready.set(rready);
  }
}
