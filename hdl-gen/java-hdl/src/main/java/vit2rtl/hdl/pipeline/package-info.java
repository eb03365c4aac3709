/**
 * Pipelines: stages by name, and values that pass through them. A component makes one with {@code pipeline};
 * {@link vit2rtl.hdl.pipeline.Pipelines} is for the toolkit itself.
 */
package vit2rtl.hdl.pipeline;
