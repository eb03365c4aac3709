package vit2rtl.fpga.axi;

import vit2rtl.fpga.FpgaUnit;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Int;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;
import vit2rtl.units.RowUnit;

/**
 * A unit between two AXI4-Streams, with its registers. The streams pass straight through: no register, no gap, no logic
 * in their path beyond the unit's own. {@code m_axis_tkeep} leaves out the padding of a row's last beat.
 */
final class AxiCore extends Component {
  private final FpgaUnit unit;
  private final Packing packing;
  private final RowUnit<?, ?> module;
  private final AxiRegisters registers;

  private final Vec<UInt> input;
  private final Bool inputValid = in("s_axis_tvalid", Bool.bool());
  private final Bool inputReady = out("s_axis_tready", Bool.bool());
  private final Bool inputLast = in("s_axis_tlast", Bool.bool());
  private final Vec<UInt> output;
  private final Bool outputValid = out("m_axis_tvalid", Bool.bool());
  private final Bool outputReady = in("m_axis_tready", Bool.bool());
  private final Bool outputLast = out("m_axis_tlast", Bool.bool());

  private final UInt awaddr = in("s_axi_awaddr", UInt.bits(RegisterMap.ADDRESS_BITS));
  private final Bool awvalid = in("s_axi_awvalid", Bool.bool());
  private final Bool awready = out("s_axi_awready", Bool.bool());
  private final UInt wdata = in("s_axi_wdata", UInt.bits(32));
  private final UInt wstrb = in("s_axi_wstrb", UInt.bits(4));
  private final Bool wvalid = in("s_axi_wvalid", Bool.bool());
  private final Bool wready = out("s_axi_wready", Bool.bool());
  private final UInt bresp = out("s_axi_bresp", UInt.bits(2));
  private final Bool bvalid = out("s_axi_bvalid", Bool.bool());
  private final Bool bready = in("s_axi_bready", Bool.bool());
  private final UInt araddr = in("s_axi_araddr", UInt.bits(RegisterMap.ADDRESS_BITS));
  private final Bool arvalid = in("s_axi_arvalid", Bool.bool());
  private final Bool arready = out("s_axi_arready", Bool.bool());
  private final UInt rdata = out("s_axi_rdata", UInt.bits(32));
  private final UInt rresp = out("s_axi_rresp", UInt.bits(2));
  private final Bool rvalid = out("s_axi_rvalid", Bool.bool());
  private final Bool rready = in("s_axi_rready", Bool.bool());

  AxiCore(FpgaUnit unit, RegisterMap map) {
    super(map.ip() + "_core");
    this.unit = unit;
    this.packing = Packing.of(unit);
    this.input = in("s_axis_tdata", Vec.type(packing.lanes(), UInt.bits(packing.inputBytes() * 8)));
    this.output = out("m_axis_tdata", Vec.type(packing.lanes(), UInt.bits(packing.outputBytes() * 8)));
    this.module = instance("unit", unit::create);
    this.registers = instance("registers", () -> new AxiRegisters(map, unit.rows().beats()));
  }

  @Override
  protected void build() {
    Stream<? extends Int> in = module.input;
    Stream<? extends Int> out = module.output;
    Bool arriving = name("arriving", inputValid.and(in.ready()));
    RowEnd counter = instance("row_end", () -> new RowEnd(unit.rows().beats()));
    counter.beat.set(arriving);
    in.valid().set(inputValid);
    // Rows are counted: a misplaced tlast is reported and does no harm.
    in.last().set(counter.last);
    inputReady.set(in.ready());
    for (int lane = 0; lane < packing.lanes(); lane++) {
      Int code = in.payload().get(lane);
      UInt bits = input.get(lane).slice(code.width() - 1, 0);
      code.set(code instanceof SInt ? bits.asBits().asSInt() : bits.saturate(0, code.max().longValueExact()));
      output.get(lane).set(out.payload().get(lane).asBits().asUInt());
    }
    outputValid.set(out.valid());
    outputLast.set(out.last());
    out.ready().set(outputReady);

    Bool misplaced = reg("misplaced", Bool.bool(), 0);
    when(registers.cleared, () -> misplaced.set(Bool.lit(false)));
    when(arriving.and(inputLast.eq(counter.last).not()), () -> misplaced.set(Bool.lit(true)));
    registers.flags.get(0).set(counter.first.not());
    registers.flags.get(1).set(out.valid());
    registers.flags.get(2).set(misplaced);
    registers.events.get(RegisterMap.Event.ROWS.ordinal()).set(out.fire().and(out.last()));
    registers.events.get(RegisterMap.Event.CYCLES.ordinal()).set(Bool.lit(true));
    registers.events.get(RegisterMap.Event.INPUT_WAITS.ordinal()).set(inputValid.and(in.ready().not()));
    registers.events.get(RegisterMap.Event.OUTPUT_WAITS.ordinal()).set(out.valid().and(outputReady.not()));
    Loading.of(unit).ifPresent(loading -> load(loading, arriving.and(counter.first), out.fire().and(out.last())));
    connectBus();
  }

  /** Constants are loaded while no row is inside and none is offered. */
  private void load(Loading loading, Bool entering, Bool leaving) {
    RowsInside rows = instance("rows_inside", () -> new RowsInside(unit));
    rows.entering.set(entering);
    rows.leaving.set(leaving);
    registers.loadAllowed.set(rows.any.not().and(inputValid.not()).and(loading.exists(registers)));
    loading.connect(module.load.get(), registers);
    Bool refused = reg("refused", Bool.bool(), 0);
    when(registers.cleared, () -> refused.set(Bool.lit(false)));
    when(registers.loadRefused, () -> refused.set(Bool.lit(true)));
    registers.flags.get(3).set(rows.any);
    registers.flags.get(4).set(refused);
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
