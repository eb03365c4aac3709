package vit2rtl.golden.kernel;

import vit2rtl.golden.IntRange;
import vit2rtl.golden.kernel.library.Natives;
import vit2rtl.golden.kernel.library.Room;
import vit2rtl.golden.kernel.library.Struct;

/** A transformer block in six passes of the kernel; tensors between them are codes of a byte or a word. */
final class NativeBlock {
  private final BlockParts parts;
  private final NativeNorm norm1;
  private final NativeLinear qkv;
  private final Struct qkvCodes;
  private final NativeAttention attention;
  private final NativeResidual proj;
  private final NativeNorm norm2;
  private final NativeLinear fc1;
  private final Struct fc1Codes;
  private final NativeGelu gelu;
  private final NativeResidual fc2;

  NativeBlock(BlockParts parts) {
    this.parts = parts;
    this.norm1 = new NativeNorm(parts.norm1().input(), parts.norm1().norm());
    this.qkv = new NativeLinear(parts.qkv().linear(), IntRange.of(parts.norm1().norm().output()));
    this.qkvCodes = Rescale.of(parts.qkv().codes());
    this.attention = new NativeAttention(parts.name() + "attn", parts.attention(), parts.places(), parts.windows());
    this.proj = new NativeResidual(parts.proj().linear(), parts.attention().context().output(),
        parts.proj().add());
    this.norm2 = new NativeNorm(parts.norm2().input(), parts.norm2().norm());
    this.fc1 = new NativeLinear(parts.fc1().linear(), IntRange.of(parts.norm2().norm().output()));
    this.fc1Codes = Rescale.of(parts.fc1().codes());
    this.gelu = new NativeGelu(parts.gelu());
    this.fc2 = new NativeResidual(parts.fc2().linear(), parts.gelu().output(), parts.fc2().add());
    require("attn.qkv", parts.attention().codes(), parts.qkv().codes().output());
    require("mlp.fc1", parts.gelu().input(), parts.fc1().codes().output());
  }

  private void require(String tensor, IntRange allowed, IntRange codes) {
    KernelLimit.require(allowed.contains(codes),
        parts.name() + tensor + ": codes are " + codes + " and their reader takes " + allowed);
  }

  /** Memory for one image on its way through blocks of this one's sizes. */
  Workspace workspace() {
    int rows = parts.tokens();
    int width = fc1.params().inputs();
    return new Workspace(new StreamRows(rows, width), CodeRows.room(rows, width), CodeRows.room(rows, 3 * width),
        CodeRows.room(rows, fc1.params().outputs()), new Room(attention.scratchBytes()));
  }

  void apply(Workspace w, Views views) {
    attend(w, views);
    mlp(w, views);
  }

  private void attend(Workspace w, Views views) {
    StreamRows stream = w.stream();
    CodeRows normed = qkv.inputs(w.normed());
    CodeRows codes = attention.inputs(w.codes(), qkv.params().outputs());
    CodeRows context = proj.inputs(w.normed());
    String name = parts.name();
    int rows = parts.tokens();
    int width = qkv.params().inputs();
    int three = qkv.params().outputs();
    norm1.apply(stream, normed, views.of(name + "norm1.in", rows, width), views.of(name + "norm1", rows, width));
    views.show();
    Natives.vit_codes(qkv.address(), qkvCodes.address(), normed.address(), normed.strideBytes(), rows,
        codes.form().ordinal(), codes.address(), codes.stride(), codes.zero(),
        views.of(name + "attn.qkv.acc", rows, three), views.of(name + "attn.qkv", rows, three));
    views.show();
    int places = parts.places();
    int pairs = rows / places * parts.attention().heads() * places;
    attention.apply(codes, context, w.scratch(), new NativeAttention.Seen(
        views.of(name + "attn.scores.acc", pairs, places), views.of(name + "attn.scores", pairs, places),
        views.of(name + "attn.softmax", pairs, places), views.of(name + "attn.context.acc", rows, width),
        views.of(name + "attn.context", rows, width)));
    views.show();
    proj.apply(context, stream, views.of(name + "attn.proj.acc", rows, width));
    views.show();
    views.show(name + "attn.out", stream);
  }

  private void mlp(Workspace w, Views views) {
    StreamRows stream = w.stream();
    CodeRows normed = fc1.inputs(w.normed());
    CodeRows active = fc2.inputs(w.active());
    String name = parts.name();
    int rows = parts.tokens();
    int width = fc1.params().inputs();
    int hidden = fc1.params().outputs();
    norm2.apply(stream, normed, views.of(name + "norm2.in", rows, width), views.of(name + "norm2", rows, width));
    views.show();
    Natives.vit_gelu(fc1.address(), fc1Codes.address(), gelu.address(), normed.address(), normed.strideBytes(), rows,
        active.form().ordinal(), active.address(), active.stride(), active.zero(),
        views.of(name + "mlp.fc1.acc", rows, hidden), views.of(name + "mlp.fc1", rows, hidden),
        views.of(name + "mlp.gelu", rows, hidden));
    views.show();
    fc2.apply(active, stream, views.of(name + "mlp.fc2.acc", rows, width));
    views.show();
    views.show(name + "out", stream);
  }
}
