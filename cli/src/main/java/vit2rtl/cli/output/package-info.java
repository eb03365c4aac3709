/** What commands leave: places that are checked before the work, progress, headers of files, exit codes. */
package vit2rtl.cli.output;
