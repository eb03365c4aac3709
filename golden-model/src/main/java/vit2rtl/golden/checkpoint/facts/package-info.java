/** What checkpoints' tensors do not say, from the file's own strings and the files beside it, each fact with who says it. */
package vit2rtl.golden.checkpoint.facts;
