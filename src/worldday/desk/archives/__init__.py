"""存档与导出: everything of a campaign in one workbook, or in one package for the records office."""
