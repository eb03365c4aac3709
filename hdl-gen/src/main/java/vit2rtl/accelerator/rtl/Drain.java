package vit2rtl.accelerator.rtl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.Layout;
import vit2rtl.accelerator.StreamFormat;
import vit2rtl.accelerator.job.DrainMode;
import vit2rtl.accelerator.job.DrainTarget;
import vit2rtl.accelerator.job.JobFormat;
import vit2rtl.accelerator.job.Unit;
import vit2rtl.accelerator.schedule.CodeSum;
import vit2rtl.accelerator.schedule.ColumnWord;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.hdl.Bool;
import vit2rtl.hdl.Mem;
import vit2rtl.hdl.SInt;
import vit2rtl.hdl.Signal;
import vit2rtl.hdl.UInt;
import vit2rtl.hdl.UIntType;
import vit2rtl.hdl.Vec;

/**
 * Behind the engine: L sums per cycle become codes ({@link DrainLane}) and go to the memory that the job names. A job
 * takes rows·groups cycles, and {@link #latency} + 1 cycles until its last element is written and the next job begins. On
 * a residual stream of PTF codes {@link CodeSumLane} is behind every lane.
 */
final class Drain extends JobUnit {
  private final AcceleratorConfig config;
  private final Layout layout;
  private final int valueBits;
  private final int latency;

  final Bool sumsRead = out("sums_read", Bool.bool());
  final UInt sumsRow;
  final UInt sumsBank = out("sums_bank", UInt.bits(1));
  final Vec<SInt> sums;
  /** Constants of L columns, and entries of GELU's table. */
  final Bool columnsWrite = in("columns_write", Bool.bool());
  final Bool geluWrite = in("gelu_write", Bool.bool());
  final UInt tableAddress;
  final UInt tableWord;
  /** What the target holds, for sums that are added to it; a cycle after {@code held_read}. */
  final Bool streamRead = out("stream_read", Bool.bool());
  final Bool logitsRead = out("logits_read", Bool.bool());
  final UInt heldAddress;
  final Vec<UInt> stream;
  final Vec<UInt> logits;
  final List<Bool> writes = new ArrayList<>();
  final UInt writeAddress;
  final UInt writeBank;
  final UInt writeResidue;
  final Vec<SInt> written;
  final Bool tapSumsValid = out("tap_sums_valid", Bool.bool());
  final Vec<SInt> tapSums;
  final Bool tapCodesValid = out("tap_codes_valid", Bool.bool());
  final Vec<SInt> tapCodes;
  final Bool tapActiveValid = out("tap_active_valid", Bool.bool());
  final Vec<SInt> tapActive;

  Drain(AcceleratorConfig config, JobFormat format) {
    super("Drain", format, Unit.DRAIN);
    this.config = config;
    this.layout = new Layout(config);
    this.valueBits = signedField("zero").width();
    this.latency = latency(config);
    int lanes = config.lanes();
    this.sumsRow = out("sums_row", Bits.address(Engine.rows(layout)));
    this.sums = in("sums", Vec.type(config.columns(), SInt.bits(config.formats().accumulatorBits())));
    this.tableAddress = in("table_address",
        UInt.bits(Math.max(Bits.address(layout.drainConstants()).range().unsignedWidth(),
            config.formats().geluBits() + 1)));
    this.tableWord = in("table_word", UInt.bits(Math.max(lanes * ColumnWord.bits(config), DrainLane.GELU_BITS)));
    this.heldAddress = out("held_address", addresses());
    this.stream = in("stream", Vec.type(lanes, UInt.bits(config.formats().stream().bits())));
    this.logits = in("logits", Vec.type(lanes, UInt.bits(config.formats().logitBits())));
    for (DrainTarget target : DrainTarget.values()) {
      writes.add(out("write_" + target.name().toLowerCase(java.util.Locale.ROOT), Bool.bool()));
    }
    this.writeAddress = out("write_address", addresses());
    this.writeBank = out("write_bank", Bits.address(JobFormat.bankCount(config)));
    this.writeResidue = out("write_residue", residues());
    this.written = out("written", Vec.type(lanes, SInt.bits(valueBits)));
    this.tapSums = out("tap_sums", Vec.type(lanes, SInt.bits(config.formats().accumulatorBits())));
    this.tapCodes = out("tap_codes", Vec.type(lanes, SInt.bits(valueBits)));
    this.tapActive = out("tap_active", Vec.type(lanes, SInt.bits(JobFormat.CODE_BITS)));
  }

  /** Cycles from the issue of a group to its write. */
  static int latency(AcceleratorConfig config) {
    return 1 + DrainLane.LATENCY + (config.formats().stream() instanceof StreamFormat.Codes ? CodeSumLane.LATENCY : 0);
  }

  private UIntType addresses() {
    return UInt.bits(field("address").width());
  }

  private UIntType residues() {
    return UInt.bits(field("firstResidue").width());
  }

  @Override
  protected void build() {
    Bool busy = reg("busy", Bool.bool(), 0);
    Bool issuing = reg("issuing", Bool.bool(), 0);
    Bool begin = name("begins", jobValid.and(busy.not()));
    take.set(begin);
    UInt mode = held("mode");
    UInt target = held("target");
    UInt bank = held("bank");
    UInt rows = held("rows");
    UInt row = reg("row", rows.type());
    Bool adds = name("adds", mode.eq(DrainMode.ADD.ordinal()).or(mode.eq(DrainMode.TABLE_ADD.ordinal())));
    Bool accumulates = name("accumulates", held("accumulate").eq(1));

    AddressWalk reading = walk("reading", begin, issuing);
    Bool lastIssue = name("last_issue", issuing.and(reading.rowEnds).and(row.eq(rows.sub(1).modulo(row.width()))));
    when(issuing.and(reading.rowEnds), () -> row.set(Bits.fit(row.add(1), row)));
    when(lastIssue, () -> issuing.set(Bool.lit(false)));
    when(begin, () -> {
      busy.set(Bool.lit(true));
      issuing.set(Bool.lit(true));
      row.set(UInt.lit(0));
    });

    sumsRead.set(issuing.and(reading.group.eq(0)));
    sumsRow.set(row.truncate(sumsRow.width()));
    sumsBank.set(bank);
    streamRead.set(issuing.and(adds));
    logitsRead.set(issuing.and(accumulates));
    heldAddress.set(reading.word);
    UInt constantsAddress = name("constants_address", held("constants")
        .add(held("constantStep").eq(1).mux(reading.group, UInt.lit(0))).truncate(constantsWidth()));
    Mem<UInt> constants = mem("columns", UInt.bits(config.lanes() * ColumnWord.bits(config)), layout.drainConstants());
    constants.anyAddress().write(tableAddress.truncate(constantsWidth()),
        tableWord.truncate(config.lanes() * ColumnWord.bits(config)), columnsWrite);
    UInt word = name("column_word", constants.readSync(constantsAddress, issuing));
    UInt group = next("group_1", reading.group);

    List<Bool> valid = new ArrayList<>(List.of(issuing));
    List<Bool> last = new ArrayList<>(List.of(lastIssue));
    for (int i = 1; i <= latency; i++) {
      valid.add(next("valid_" + i, valid.get(i - 1), 0));
      last.add(next("last_" + i, last.get(i - 1), 0));
    }
    SInt zero = heldSigned("zero");
    SInt low = heldSigned("low");
    SInt high = heldSigned("high");
    UInt geluBank = held("geluBank");
    SInt activeZero = heldSigned("activeZero");
    SInt activeLow = heldSigned("activeLow");
    SInt activeHigh = heldSigned("activeHigh");
    Bool gelu = name("gelu", mode.eq(DrainMode.GELU.ordinal()));
    Bool looksUp = name("looks_up", gelu.or(mode.eq(DrainMode.TABLE_ADD.ordinal())));
    Optional<SumConstants> sums = config.formats().stream() instanceof StreamFormat.Codes codes
        ? Optional.of(new SumConstants(codes, heldSigned("heldZero"), held("heldFactor"), held("factor"),
            heldSigned("sumZero")))
        : Optional.empty();
    for (int i = 0; i < config.lanes(); i++) {
      DrainLane lane = lane(i, word, group);
      lane.zero.set(zero);
      lane.low.set(low);
      lane.high.set(high);
      lane.geluBank.set(geluBank);
      lane.activeZero.set(activeZero);
      lane.activeLow.set(activeLow);
      lane.activeHigh.set(activeHigh);
      SInt code = lane.code;
      SInt active = lane.active;
      if (sums.isPresent()) {
        lane.residual.set(SInt.lit(0));
        SInt sum = codeSum(i, sums.get(), looksUp.mux(active, code), word);
        code = adds.mux(sum, delayed("code_" + i, code, CodeSumLane.LATENCY)).truncate(valueBits);
        active = delayed("active_" + i, active, CodeSumLane.LATENCY);
      } else {
        SInt residual = delayed("residual_" + i, stream.get(i).asBits().asSInt(), DrainLane.CODE_AT - 1);
        lane.residual.set(adds.mux(residual, SInt.lit(0)));
      }
      tapSums.get(i).set(lane.total);
      tapCodes.get(i).set(code);
      tapActive.get(i).set(active);
      written.get(i).set(gelu.mux(active, code).add(before(i, accumulates)).truncate(valueBits));
    }
    tapSumsValid.set(valid.get(2));
    tapCodesValid.set(valid.get(latency));
    tapActiveValid.set(valid.get(latency).and(gelu));

    AddressWalk writing = walk("writing", begin, valid.get(latency));
    for (DrainTarget one : DrainTarget.values()) {
      writes.get(one.ordinal()).set(valid.get(latency).and(target.eq(one.ordinal())));
    }
    writeAddress.set(writing.word);
    writeBank.set(writing.bank.truncate(writeBank.width()));
    writeResidue.set(writing.residue);
    done.set(last.get(latency));
    when(last.get(latency), () -> busy.set(Bool.lit(false)));
  }

  /** The logit of the first head that this lane's second one is added to; there is none without a second head. */
  private SInt before(int i, Bool accumulates) {
    return config.shape().leadingTokens() == 1 ? SInt.lit(0)
        : accumulates.mux(delayed("logit_" + i, logits.get(i).asBits().asSInt(), latency - 1), SInt.lit(0));
  }

  /** What {@link CodeSumLane} needs of a job. */
  private record SumConstants(StreamFormat.Codes stream, SInt heldZero, UInt heldFactor, UInt factor, SInt zero) {}

  /** The code of a lane, added to the one that the stream holds. */
  private SInt codeSum(int i, SumConstants job, SInt code, UInt word) {
    CodeSumLane sum = instance("sum_" + i, () -> new CodeSumLane(job.stream.format()));
    int low = i * ColumnWord.bits(config) + ColumnWord.sumAt(config);
    int shift = low + CodeSum.ALPHA_BITS;
    sum.held.set(delayed("held_" + i, stream.get(i), DrainLane.LATENCY));
    sum.code.set(code.truncate(JobFormat.CODE_BITS));
    sum.alpha.set(delayed("alpha_" + i, word.slice(shift - 1, low), DrainLane.LATENCY));
    sum.shift.set(delayed("shift_" + i, word.slice(shift + ColumnWord.SHIFT_BITS - 1, shift), DrainLane.LATENCY));
    sum.heldZero.set(job.heldZero);
    sum.heldFactor.set(job.heldFactor);
    sum.factor.set(job.factor);
    sum.zero.set(job.zero);
    return sum.sum;
  }

  private int constantsWidth() {
    return UInt.upTo(Math.max(1, layout.drainConstants() - 1)).width();
  }

  private AddressWalk walk(String name, Bool begin, Bool step) {
    AddressWalk walk = instance(name, () -> new AddressWalk(addresses(), UInt.bits(field("firstBank").width()),
        residues(), UInt.bits(field("groups").width())));
    walk.start.set(begin);
    walk.address.set(field("address"));
    walk.firstBank.set(field("firstBank"));
    walk.stride.set(field("stride").truncate(addresses().range().unsignedWidth()));
    walk.firstResidue.set(field("firstResidue"));
    walk.groups.set(field("groups"));
    List<UInt> banks = new ArrayList<>();
    List<UInt> residues = new ArrayList<>();
    for (DrainTarget one : DrainTarget.values()) {
      banks.add(UInt.lit(lastBank(one)));
      residues.add(UInt.lit(one == DrainTarget.VALUES ? config.softmaxLanes() - 1 : 0));
    }
    walk.lastBank.set(Vec.of(banks).get(field("target")));
    walk.lastResidue.set(Vec.of(residues).get(field("target")));
    walk.step.set(step);
    return walk;
  }

  private int lastBank(DrainTarget target) {
    int wide = switch (target) {
      case HIDDEN, KEYS -> config.inner();
      case VALUES -> layout.valueLanes();
      case SCORES -> layout.scoreLanes();
      case STREAM, LOGITS -> config.lanes();
    };
    return wide / config.lanes() - 1;
  }

  private DrainLane lane(int i, UInt word, UInt group) {
    DrainLane lane = instance("lane_" + i, () -> new DrainLane(config.formats(), valueBits, JobFormat.CODE_BITS));
    List<SInt> choices = new ArrayList<>();
    for (int c = i; c < config.columns(); c += config.lanes()) {
      choices.add(sums.get(c));
    }
    lane.sum.set(Vec.of(choices).get(group));
    int low = i * ColumnWord.bits(config);
    int bias = config.formats().accumulatorBits();
    lane.bias.set(word.slice(low + bias - 1, low).asBits().asSInt());
    low += bias;
    lane.multiplier.set(word.slice(low + Requantizer.MULTIPLIER_BITS - 1, low));
    low += Requantizer.MULTIPLIER_BITS;
    lane.shift.set(word.slice(low + ColumnWord.SHIFT_BITS - 1, low));
    low += ColumnWord.SHIFT_BITS;
    lane.geluShift.set(word.slice(low + ColumnWord.GELU_SHIFT_BITS - 1, low));
    lane.tableWrite.set(geluWrite);
    lane.tableAddress.set(tableAddress.truncate(lane.tableAddress.width()));
    lane.tableEntry.set(tableWord.slice(DrainLane.GELU_BITS - 1, 0).asBits().asSInt());
    return lane;
  }

  private <T extends Signal> T delayed(String name, T value, int cycles) {
    T late = value;
    for (int i = 1; i <= cycles; i++) {
      late = next(name + "_" + i, late);
    }
    return late;
  }
}
