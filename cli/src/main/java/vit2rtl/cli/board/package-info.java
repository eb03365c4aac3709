/** {@code board}: projects for boards, built, simulated and run. */
package vit2rtl.cli.board;
