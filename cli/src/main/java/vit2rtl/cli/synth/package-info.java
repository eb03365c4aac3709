/** {@code synth}: units and the network through open synthesis, over settings, as tables, pages and curves. */
package vit2rtl.cli.synth;
