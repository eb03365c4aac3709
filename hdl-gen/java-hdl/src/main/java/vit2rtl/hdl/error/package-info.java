/**
 * Broken rules: one exception for each kind, with diagnostics that lead with the user's own line. How that line, and the
 * place in the hierarchy, are found is here too ({@link vit2rtl.hdl.error.UserFrame},
 * {@link vit2rtl.hdl.error.HierarchyPath}, {@link vit2rtl.hdl.error.Rule}), for the toolkit itself.
 */
package vit2rtl.hdl.error;
