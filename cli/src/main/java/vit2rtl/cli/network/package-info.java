/** Commands about the whole network in hardware: text and constants, bench, plan, parts. */
package vit2rtl.cli.network;
