package vit2rtl.hdl.type;

/** The comparisons of integers, of any signedness and width; decided in Java where the ranges decide them. */
enum Compare {
  LESS {
    @Override
    Boolean known(Range a, Range b) {
      return a.max().compareTo(b.min()) < 0 ? Boolean.TRUE : a.min().compareTo(b.max()) >= 0 ? Boolean.FALSE : null;
    }

    @Override
    spinal.core.Bool of(spinal.core.UInt a, spinal.core.UInt b) {
      return a.$less(b);
    }

    @Override
    spinal.core.Bool of(spinal.core.SInt a, spinal.core.SInt b) {
      return a.$less(b);
    }
  },
  LESS_OR_EQUAL {
    @Override
    Boolean known(Range a, Range b) {
      return a.max().compareTo(b.min()) <= 0 ? Boolean.TRUE : a.min().compareTo(b.max()) > 0 ? Boolean.FALSE : null;
    }

    @Override
    spinal.core.Bool of(spinal.core.UInt a, spinal.core.UInt b) {
      return a.$less$eq(b);
    }

    @Override
    spinal.core.Bool of(spinal.core.SInt a, spinal.core.SInt b) {
      return a.$less$eq(b);
    }
  },
  EQUAL {
    @Override
    Boolean known(Range a, Range b) {
      if (a.max().compareTo(b.min()) < 0 || b.max().compareTo(a.min()) < 0) {
        return Boolean.FALSE;
      }
      return a.isConstant() && a.equals(b) ? Boolean.TRUE : null;
    }

    @Override
    spinal.core.Bool of(spinal.core.UInt a, spinal.core.UInt b) {
      return a.$eq$eq$eq(b);
    }

    @Override
    spinal.core.Bool of(spinal.core.SInt a, spinal.core.SInt b) {
      return a.$eq$eq$eq(b);
    }
  },
  NOT_EQUAL {
    @Override
    Boolean known(Range a, Range b) {
      Boolean equal = EQUAL.known(a, b);
      return equal == null ? null : Boolean.valueOf(!equal);
    }

    @Override
    spinal.core.Bool of(spinal.core.UInt a, spinal.core.UInt b) {
      return a.$eq$div$eq(b);
    }

    @Override
    spinal.core.Bool of(spinal.core.SInt a, spinal.core.SInt b) {
      return a.$eq$div$eq(b);
    }
  };

  abstract Boolean known(Range a, Range b);

  abstract spinal.core.Bool of(spinal.core.UInt a, spinal.core.UInt b);

  abstract spinal.core.Bool of(spinal.core.SInt a, spinal.core.SInt b);

  Bool apply(Int a, Int b) {
    Boolean known = known(a.range(), b.range());
    if (known != null) {
      return Bool.lit(known);
    }
    if (a instanceof UInt ua && b instanceof UInt ub) {
      int width = Math.max(ua.width(), ub.width());
      return new Bool(of(ua.resized(width), ub.resized(width)));
    }
    SInt sa = a.asSInt();
    SInt sb = b.asSInt();
    int width = Math.max(sa.width(), sb.width());
    return new Bool(of(sa.resized(width), sb.resized(width)));
  }
}
