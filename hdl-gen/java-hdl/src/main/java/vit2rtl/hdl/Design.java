package vit2rtl.hdl;

import vit2rtl.hdl.rtl.RtlDesign;

/**
 * An elaborated design together with its top component, whose ports stand for themselves in simulations:
 * {@code simulation.poke(design.top().x, 3)}.
 *
 * @param top the component, for its ports; nothing can be added to it any more
 * @param rtl the design as the world outside sees it
 * @param <C> the component's class
 */
public record Design<C extends Component>(C top, RtlDesign rtl) {}
