using Fulfillment.Streams.ClickHouse.Statements;

namespace Fulfillment.Streams.ClickHouse.Tests.Statements;

public sealed class SqlStatementsTests
{
    [Fact]
    public void A_script_splits_at_semicolons_that_are_none_of_text_names_or_comments()
    {
        const string script = """
            -- first; comment
            CREATE TABLE a (`x;y` String COMMENT 'one; two''s \'; end') ;;
            /* nested /* ; */ ; */ SELECT $t$;$t$, 1 # last;
            ; // nothing;
            SELECT "q;" -- done;
            """;

        Assert.Equal(
            ["CREATE TABLE a (`x;y` String COMMENT 'one; two''s \\'; end')", "SELECT $t$;$t$, 1", "SELECT \"q;\""],
            SqlStatements.Split(script));
    }

    [Theory]
    [InlineData("SELECT 1 FORMAT JSON", "JSON")]
    [InlineData("select 1 format CSV ;  -- FORMAT TSV", "CSV")]
    [InlineData("SELECT 1 FORMAT Native SETTINGS max_threads = 1", "Native")]
    [InlineData("SELECT 1 SETTINGS max_threads = 1 FORMAT XML", "XML")]
    [InlineData("SELECT 'x FORMAT JSON'", null)]
    [InlineData("SELECT format FROM t", null)]
    [InlineData("SELECT 1 AS format", null)]
    [InlineData("SELECT format('{}', 1)", null)]
    [InlineData("", null)]
    public void The_format_clause_is_found_where_it_counts(string sql, string? format) => Assert.Equal(format, SqlStatements.FormatOf(sql));

    [Theory]
    [InlineData("SELECT 1 FORMAT JSON;", "SELECT 1")]
    [InlineData("SELECT 1 FORMAT Native SETTINGS a = 1 -- end", "SELECT 1  SETTINGS a = 1")]
    [InlineData("SELECT 'FORMAT x'", "SELECT 'FORMAT x'")]
    [InlineData("", "")]
    public void A_statement_can_lose_its_format(string sql, string bare) => Assert.Equal(bare, SqlStatements.WithoutFormat(sql));
}
