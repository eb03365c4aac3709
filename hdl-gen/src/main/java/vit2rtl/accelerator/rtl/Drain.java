package vit2rtl.accelerator.rtl;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.Economy;
import vit2rtl.accelerator.Layout;
import vit2rtl.accelerator.job.DrainMode;
import vit2rtl.accelerator.job.DrainTarget;
import vit2rtl.accelerator.job.JobFormat;
import vit2rtl.accelerator.job.Unit;
import vit2rtl.accelerator.schedule.ColumnWord;
import vit2rtl.golden.ops.GeluTable;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.memory.ReadUnderWrite;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Stage;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.UIntType;
import vit2rtl.hdl.type.Vec;

/**
 * Behind the engine: L sums per cycle become codes ({@link DrainLane}) and go to the memory that the job names. A job
 * takes rows·groups cycles, and {@link #latency} + {@link #rest} cycles until its last element is written and the next
 * job begins.
 */
@Summary("Takes sums from the engine, makes codes or residuals of them and writes them where the job says.")
final class Drain extends JobUnit {
  private final AcceleratorConfig config;
  private final Layout layout;
  private final int valueBits;

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
  /** There with two heads. */
  final Opt<Vec<UInt>> logits;
  /** Reads of GELU's table, where it is outside; the entry comes a cycle later. */
  final Opt<Bool> tableRead;
  final Opt<UInt> tableIndex;
  final Opt<SInt> entry;
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
    int lanes = config.lanes();
    this.sumsRow = out("sums_row", Bits.address(Engine.rows(layout)));
    this.sums = in("sums", Vec.type(config.columns(), SInt.bits(config.formats().accumulatorBits())));
    this.tableAddress = in("table_address",
        UInt.bits(Math.max(Bits.address(layout.drainConstants()).range().unsignedWidth(),
            config.formats().geluBits() + 1)));
    this.tableWord = in("table_word", UInt.bits(Math.max(lanes * ColumnWord.bits(config), GeluTable.ENTRIES.bits())));
    this.heldAddress = out("held_address", addresses());
    this.stream = in("stream", Vec.type(lanes, UInt.bits(config.formats().stream().bits())));
    this.logits = Opt.when(config.shape().leadingTokens() > 1,
        () -> in("logits", Vec.type(lanes, UInt.bits(config.formats().logitBits()))));
    boolean outside = layout.tableIsShared();
    this.tableRead = Opt.when(outside, () -> out("table_read", Bool.bool()));
    this.tableIndex = Opt.when(outside, () -> out("table_index", UInt.bits(config.formats().geluBits())));
    this.entry = Opt.when(outside, () -> in("entry", SInt.bits(GeluTable.ENTRIES.bits())));
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

  /** The memories of sums, of constants and of the stream are read, then the lanes work. */
  private static Stages stages(AcceleratorConfig config) {
    return Stages.of("read").then(DrainLane.stages(config));
  }

  /** Cycles from the issue of a group to its write. */
  static int latency(AcceleratorConfig config, DrainMode mode) {
    return DrainLane.isShort(config) && mode != DrainMode.GELU ? stages(config).until(DrainLane.LOOK)
        : stages(config).cycles();
  }

  /** Cycles from the end of a job to the next: none with long ways, which makes up for what registers on them cost. */
  static int rest(AcceleratorConfig config) {
    return config.isFar() ? 0 : 1;
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
    boolean rests = rest(config) > 0;
    Bool begin = name("begins", jobValid.and(rests ? busy.not() : busy.not().or(done)));
    take.set(begin);
    UInt mode = held("mode");
    UInt target = held("target");
    UInt bank = held("bank");
    UInt rows = held("rows");
    UInt row = reg("row", rows.type());
    Bool adds = name("adds", mode.eq(DrainMode.ADD.ordinal()).or(mode.eq(DrainMode.TABLE_ADD.ordinal())));
    Bool accumulates = name("accumulates", held("accumulate").eq(1));

    Bool issue = issue(issuing, adds, begin);
    Opt<AddressWalk> walk = Opt.when(!waitsForWrites(config), () -> walk("reading", begin, issue));
    Reading reading = walk.isPresent() ? new Reading(walk.get().group, walk.get().rowEnds) : reading(begin, issue);
    Bool lastIssue = name("last_issue", issue.and(reading.rowEnds).and(row.eq(rows.sub(1).modulo(row.width()))));
    when(issue.and(reading.rowEnds), () -> row.set(Bits.fit(row.add(1), row)));
    when(lastIssue, () -> issuing.set(Bool.lit(false)));
    when(begin, () -> {
      busy.set(Bool.lit(true));
      issuing.set(Bool.lit(true));
      row.set(UInt.lit(0));
    });

    sumsRead.set(issue.and(reading.group.eq(0)));
    sumsRow.set(row.truncate(sumsRow.width()));
    sumsBank.set(bank);
    streamRead.set(issue.and(adds));
    logitsRead.set(issue.and(accumulates));
    UInt constantsAddress = name("constants_address", held("constants")
        .add(held("constantStep").eq(1).mux(reading.group, UInt.lit(0))).truncate(constantsWidth()));
    Mem<UInt> constants = mem("columns", UInt.bits(config.lanes() * ColumnWord.bits(config)), layout.drainConstants());
    constants.anyAddress().write(tableAddress.truncate(constantsWidth()),
        tableWord.truncate(config.lanes() * ColumnWord.bits(config)), columnsWrite);
    Pipeline pipe = pipeline(stages(config));
    Stage lanes = pipe.stage("read").next();
    UInt word = name("column_word", constants.readSync(constantsAddress, issue, ReadUnderWrite.DONT_CARE));
    UInt group = pipe.start().value("group", reading.group).at(lanes);
    Staged<Bool> issued = pipe.start().flag("issued", issue);
    DrainJob job = job(mode, adds, accumulates);
    Staged<Bool> last = pipe.start().flag("last", lastIssue);
    Bool writes = name("writes", leaves(pipe, "active", issued, job.activates));
    Bool ends = leaves(pipe, "active_last", last, job.activates);
    for (int i = 0; i < config.lanes(); i++) {
      DrainLane lane = lane(i, word, group, job);
      tapSums.get(i).set(lane.total);
      tapCodes.get(i).set(lane.code);
      tapActive.get(i).set(lane.active);
      written.get(i).set(lane.written);
    }
    tapSumsValid.set(issued.at("multiply"));
    tapCodesValid.set(DrainLane.isShort(config) ? issued.at(DrainLane.LOOK) : writes);
    tapActiveValid.set(writes.and(job.activates));
    tableRead.ifPresent(port -> port.set(issued.at(DrainLane.LOOK).and(job.activates)));

    AddressWalk writing = walk("writing", begin, writes);
    heldAddress.set(walk.isPresent() ? walk.get().word : writing.word);
    for (DrainTarget one : DrainTarget.values()) {
      Bool meant = target.eq(one.ordinal());
      this.writes.get(one.ordinal()).set(!config.isFar() ? writes.and(meant)
          : next("writes_" + one.name().toLowerCase(java.util.Locale.ROOT),
              issued.at(pipe.end().previous()).and(meant), 0));
    }
    writeAddress.set(writing.word);
    writeBank.set(writing.bank.truncate(writeBank.width()));
    writeResidue.set(writing.residue);
    done.set(ends);
    when(rests ? ends : ends.and(begin.not()), () -> busy.set(Bool.lit(false)));
  }

  /** When what is marked leaves the lanes; no mark goes on of what has left before the table's result. */
  private Bool leaves(Pipeline pipe, String name, Staged<Bool> mark, Bool activates) {
    if (!DrainLane.isShort(config)) {
      return mark.at(pipe.end());
    }
    Bool looks = mark.at(DrainLane.LOOK);
    return activates.mux(pipe.stage(DrainLane.LOOK).flag(name, looks.and(activates)).at(pipe.end()), looks);
  }

  /** What is issued: the group of a row, and whether it is the row's last. */
  private record Reading(UInt group, Bool rowEnds) {}

  /** Groups are counted; where one is read that sums are added to, the walk of writes has come to it. */
  private Reading reading(Bool begin, Bool issue) {
    UInt group = reg("reading_group", UInt.bits(field("groups").width()), 0);
    UInt last = next(begin, "reading_last", field("groups").sub(1).modulo(group.width()));
    Bool ends = name("reading_ends", group.eq(last));
    when(issue, () -> group.set(ends.mux(UInt.lit(0), Bits.fit(group.add(1), group))));
    when(begin, () -> group.set(UInt.lit(0)));
    return new Reading(group, ends);
  }

  /** Whether a group of residuals is read when the one before has been written; the head's first logits are read at any time. */
  static boolean waitsForWrites(AcceleratorConfig config) {
    return config.economy().memories() == Economy.Memories.SINGLE_PORT && config.shape().leadingTokens() == 1;
  }

  /**
   * Whether a group is issued. Where the stream has one port, sums are added to it in turns: a group is read, then written;
   * or, with two heads, as many groups as the latency has cycles are read, then as many are written.
   */
  private Bool issue(Bool issuing, Bool adds, Bool begin) {
    if (config.economy().memories() == Economy.Memories.BLOCKS) {
      return issuing;
    }
    int latency = latency(config, DrainMode.ADD);
    int reads = waitsForWrites(config) ? 1 : latency;
    UInt turn = reg("turn", UInt.upTo(reads + latency - 1), 0);
    turn.set(begin.or(turn.eq(reads + latency - 1)).mux(UInt.lit(0), turn.add(1).truncate(turn.width()))
        .narrow(0, reads + latency - 1));
    return name("issue", issuing.and(adds.not().or(turn.lt(reads))));
  }

  /** Cycles from the first to the last issue of a job of so many groups, inclusive. */
  static long issues(AcceleratorConfig config, DrainMode mode, long groups) {
    boolean adds = mode == DrainMode.ADD || mode == DrainMode.TABLE_ADD;
    int latency = latency(config, mode);
    if (!adds || config.economy().memories() == Economy.Memories.BLOCKS) {
      return groups;
    }
    int reads = waitsForWrites(config) ? 1 : latency;
    return (groups - 1) / reads * (reads + latency) + (groups - 1) % reads + 1;
  }

  /** What the lanes know of the job. */
  private DrainJob job(UInt mode, Bool adds, Bool accumulates) {
    DrainJob job = wire("lane_job", DrainJob.type(config, valueBits));
    job.adds.set(adds);
    job.activates.set(mode.eq(DrainMode.GELU.ordinal()));
    job.accumulates.ifPresent(part -> part.set(accumulates));
    job.zero.set(heldSigned("zero"));
    job.low.set(heldSigned("low"));
    job.high.set(heldSigned("high"));
    job.tableBank.set(held("geluBank"));
    job.activeZero.set(heldSigned("activeZero"));
    job.activeLow.set(heldSigned("activeLow"));
    job.activeHigh.set(heldSigned("activeHigh"));
    job.looksUp.ifPresent(part -> part.set(mode.eq(DrainMode.TABLE_ADD.ordinal())));
    job.sum.ifPresent(sum -> {
      sum.heldZero.set(heldSigned("heldZero"));
      sum.heldFactor.set(held("heldFactor"));
      sum.factor.set(held("factor"));
      sum.zero.set(heldSigned("sumZero"));
    });
    return job;
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

  private DrainLane lane(int i, UInt word, UInt group, DrainJob job) {
    DrainLane lane = instance("lane_" + i, () -> new DrainLane(config, valueBits));
    List<SInt> choices = new ArrayList<>();
    for (int c = i; c < config.columns(); c += config.lanes()) {
      choices.add(sums.get(c));
    }
    lane.sum.set(Vec.of(choices).get(group));
    int bits = ColumnWord.bits(config);
    lane.column.set(word.slice((i + 1) * bits - 1, i * bits));
    lane.held.set(stream.get(i));
    lane.before.ifPresent(port -> port.set(logits.get().get(i)));
    lane.job.set(job);
    lane.table.ifPresent(table -> {
      table.write().set(geluWrite);
      table.address().set(tableAddress.truncate(table.address().width()));
      table.entry().set(tableWord.slice(GeluTable.ENTRIES.bits() - 1, 0).asBits().asSInt());
    });
    tableIndex.ifPresent(port -> port.set(lane.index.get()));
    lane.entry.ifPresent(port -> port.set(entry.get()));
    return lane;
  }
}
