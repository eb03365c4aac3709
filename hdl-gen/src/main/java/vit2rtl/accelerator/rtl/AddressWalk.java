package vit2rtl.accelerator.rtl;

import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.UIntType;

/**
 * The words and parts of words that a tile of columns takes in a memory, row after row, group of L elements after group.
 * {@code start} takes all inputs and sets out from {@code address} and {@code first_bank}; from the next cycle on each {@code step} moves to the next group: the
 * next bank of the word, or bank 0 of the next word behind {@code last_bank}; after {@code groups} groups the next row.
 * Rows lie {@code stride} words apart; where {@code last_residue} is not 0, so many rows more share an address and
 * {@code residue} tells them apart.
 */
@Summary("Addresses of the groups of elements of rows, in the order in which they are read or written.")
final class AddressWalk extends Component {
  final Bool start = in("start", Bool.bool());
  final UInt address;
  final UInt firstBank;
  final UInt stride;
  final UInt firstResidue;
  final UInt lastResidue;
  final UInt lastBank;
  final UInt groups;
  final Bool step = in("step", Bool.bool());
  final UInt word;
  final UInt bank;
  final UInt residue;
  final UInt group;
  final Bool rowEnds = out("row_ends", Bool.bool());

  AddressWalk(UIntType addresses, UIntType banks, UIntType residues, UIntType groupCount) {
    super("AddressWalk");
    this.address = in("address", addresses);
    this.firstBank = in("first_bank", banks);
    this.stride = in("stride", addresses);
    this.firstResidue = in("first_residue", residues);
    this.lastResidue = in("last_residue", residues);
    this.lastBank = in("last_bank", banks);
    this.groups = in("groups", groupCount);
    this.word = out("word", addresses);
    this.bank = out("bank", banks);
    this.residue = out("residue", residues);
    this.group = out("group_index", groupCount);
  }

  @Override
  protected void build() {
    UInt rowWord = reg("row_word", word.type());
    UInt wordNow = reg("word_now", word.type());
    UInt bankNow = reg("bank_now", bank.type());
    UInt residueNow = reg("residue_now", residue.type());
    UInt groupNow = reg("group_now", group.type(), 0);
    UInt banks = next(start, "last_bank_held", lastBank);
    UInt residues = next(start, "last_residue_held", lastResidue);
    UInt bankFirst = next(start, "first_bank_held", firstBank);
    UInt rowStride = next(start, "stride_held", stride);
    UInt lastGroup = next(start, "last_group", groups.sub(1).modulo(groups.width()));
    Bool endsRow = name("ends_row", groupNow.eq(lastGroup));
    Bool endsResidues = name("ends_residues", residueNow.eq(residues));
    Bool endsWord = name("ends_word", bankNow.eq(banks));
    UInt nextRow = name("next_row", endsResidues.mux(Bits.fit(rowWord.add(rowStride), rowWord), rowWord));
    when(step, () -> {
      bankNow.set(endsRow.mux(bankFirst, endsWord.mux(UInt.lit(0), Bits.fit(bankNow.add(1), bankNow))));
      wordNow.set(endsRow.mux(nextRow, endsWord.mux(Bits.fit(wordNow.add(1), wordNow), wordNow)));
      groupNow.set(endsRow.mux(UInt.lit(0), Bits.fit(groupNow.add(1), groupNow)));
      when(endsRow, () -> {
        rowWord.set(nextRow);
        residueNow.set(endsResidues.mux(UInt.lit(0), Bits.fit(residueNow.add(1), residueNow)));
      });
    });
    when(start, () -> {
      rowWord.set(address);
      wordNow.set(address);
      bankNow.set(firstBank);
      residueNow.set(firstResidue);
      groupNow.set(UInt.lit(0));
    });
    word.set(wordNow);
    bank.set(bankNow);
    residue.set(residueNow);
    group.set(groupNow);
    rowEnds.set(endsRow);
  }
}
