# Tests the operations in Ruby, through UniFFI. `cargo xtask test --only ruby` builds the library, generates the binding
# and runs this file with both on its paths.

require 'json'
require 'minitest/autorun'
require 'convex_ops'

CONFORMANCE = File.expand_path('../../../conformance', __dir__)

def cases(name)
  loaded = JSON.parse(File.read(File.join(CONFORMANCE, name)))
  raise "#{name} has no cases" if loaded.empty?

  loaded
end

class OperationsTest < Minitest::Test
  NULL = { 'type' => 'null' }.freeze
  BIGINT = { 'type' => 'bigint' }.freeze

  def test_subset_returns_witness
    assert_equal({ 'answer' => 'yes' }, ask(:subset, a: NULL, b: NULL))
    assert_equal({ 'answer' => 'no', 'witness' => { '$integer' => 'AAAAAAAAAAA=' } }, ask(:subset, a: BIGINT, b: NULL))
  end

  def test_validate_distinguishes_int64_from_float64
    assert_equal({ 'valid' => true, 'errors' => [] }, ask(:validate, validator: BIGINT, value: 1))
    assert_equal [{ 'path' => '', 'reason' => 'wrong-type' }], ask(:validate, validator: BIGINT, value: 1.0)['errors']
  end

  def test_check_returns_report
    report = ask(:check, baseline: takes('string'), candidate: takes('bigint'))
    assert_equal 'breaking', report['verdict']
    assert_equal ['args-type-narrowed'], report['findings'].map { |finding| finding['rule'] }
    assert_equal 'safe', ask(:check, baseline: takes('string'), candidate: takes('string'))['verdict']
  end

  def test_plan_leads_to_candidate
    steps = ask(:plan, baseline: takes('string'), candidate: takes('bigint'))['steps']
    assert_equal [1, 2], steps.map { |step| step['number'] }
    assert_equal 'no client from before step 1 is in use', steps.last['waitsFor']
  end

  def test_report_is_its_own_proof
    versions = { baseline: takes('string'), candidate: takes('bigint') }
    proof = ask(:verify, report: ask(:check, **versions), **versions)
    assert_empty proof['refuted']
    assert_operator proof['confirmed'], :>, 0
  end

  def test_merged_parts_match_one_pass
    schema = { tables: [{ tableName: 'users', indexes: [], documentType: NULL }], schemaValidation: true }
    lines = ["{\"a\": 1}\n", "{\"b\": 2}\n"]
    shard = lambda do |documents, start|
      table = { table: 'users', documents: documents, start: start, fileBytes: lines.join.length }
      ask(:check_data, schema: schema, data: { tables: [table] })
    end
    report = ->(data) { ask(:check, baseline: schema, candidate: schema, data: data, options: { now: 0 }) }
    parts = [shard.call(lines[1], lines[0].length), shard.call(lines[0], 0)]
    whole = report.call({ tables: [{ table: 'users', documents: lines.join }] })
    assert_equal whole, report.call({ parts: parts })
    assert_equal whole, report.call({ parts: [ask(:merge_data, parts: parts)] })
    assert_raises(ConvexOps::ConvexOpsError::InvalidInput) { report.call({ parts: [parts[0]] }) }
  end

  def test_valid_keys_are_parsed
    cases('keys/valid.json').each { |key| assert_equal key['answer'], ask(:parse_key, key: key['key']), key['name'] }
  end

  def test_invalid_key_error_omits_secret
    cases('keys/invalid.json').each do |key|
      error = assert_raises(ConvexOps::ConvexOpsError::InvalidInput) { ask(:parse_key, key: key['key']) }
      assert_includes error.details.message, key['message']
      refute_includes "#{error} #{error.inspect}", key['secret'] unless key['secret'].empty?
    end
  end

  def test_error_has_path
    error = assert_raises(ConvexOps::ConvexOpsError::InvalidInput) { ask(:validate, validator: { type: 'nul' }, value: 1) }
    assert_equal '.validator.type', error.details.path
    refute error.details.retryable
  end

  def test_every_error_kind_has_a_class
    details = ConvexOps::ErrorDetails.new(
      message: 'it broke', help: nil, file: nil, line: nil, path: nil, retryable: false, causes: []
    )
    classes = cases('errors.json')['kinds'].map do |kind|
      name = kind['kind'].sub(/\A./, &:upcase)
      ConvexOps::ConvexOpsError.const_get(name, false)
    end
    assert_equal ConvexOps::ConvexOpsError.constants.count { |name| error?(name) }, classes.uniq.size
    classes.each { |error| assert_equal 'it broke', error.new(details: details).details.message }
  end

  private

  def ask(operation, **request)
    JSON.parse(ConvexOps.public_send(operation, JSON.generate(request)))
  end

  def error?(name)
    constant = ConvexOps::ConvexOpsError.const_get(name)
    constant.is_a?(Class) && constant < StandardError
  end

  def takes(type)
    args = { type: 'object', value: { id: { fieldType: { type: type }, optional: false } } }
    [{ identifier: 'users.js:get', functionType: 'Query', visibility: { kind: 'public' }, args: args }]
  end
end
