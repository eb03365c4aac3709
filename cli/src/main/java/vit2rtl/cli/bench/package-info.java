/** {@code bench}: what is measured against a peer in the same run. */
package vit2rtl.cli.bench;
